package io.itinera.channel.template;

import io.itinera.channel.ChannelProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes a template of what an author wrote, or says all that is wrong with it. */
@ApplicationScoped
public class TemplateCompiler {

    private final Liquid liquid;
    private final List<ChannelRules> channels;

    TemplateCompiler(Liquid liquid, @All List<ChannelRules> channels) {
        this.liquid = liquid;
        this.channels = channels;
    }

    /**
     * @throws ProblemException 422 with every place that is wrong
     */
    MessageTemplate compile(String key, int version, TemplateContent content) {
        List<Problem.FieldError> errors = new ArrayList<>(rules(content));
        Map<String, CompiledText> parts = new HashMap<>();
        content.parts().forEach((name, source) -> {
            try {
                parts.put(name, liquid.compile(source, TemplateContent.escaping(name)));
            } catch (TemplateSyntaxException e) {
                errors.add(new Problem.FieldError("/" + name, e.getMessage()));
            }
        });
        if (!errors.isEmpty()) {
            String detail =
                    errors.stream().map(e -> e.pointer() + " " + e.detail()).collect(Collectors.joining("; "));
            throw new ProblemException(ChannelProblem.INVALID_TEMPLATE, detail, errors);
        }
        return new MessageTemplate(key, version, content, Map.copyOf(parts));
    }

    private List<Problem.FieldError> rules(TemplateContent content) {
        return channels.stream()
                .filter(c -> c.name().equals(content.channel()))
                .findFirst()
                .map(c -> c.check(content))
                .orElseGet(() ->
                        List.of(new Problem.FieldError("/channel", "is not a channel, expected one of " + names())));
    }

    private String names() {
        return channels.stream().map(ChannelRules::name).sorted().collect(Collectors.joining(", "));
    }
}
