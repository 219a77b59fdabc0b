package io.itinera.journey.trial.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Conditions;
import io.itinera.journey.definition.Finding;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names that do not keep to the installation's standard. Made at the start, so that a pattern that is none is told then. */
@Startup
@ApplicationScoped
class Naming {

    private final Optional<Pattern> journey;
    private final Optional<Pattern> step;
    private final Optional<Pattern> goal;
    private final Optional<Pattern> template;
    private final Optional<Pattern> event;
    private final boolean enforced;

    Naming(NamingConfig config) {
        this.journey = config.journey().map(Pattern::compile);
        this.step = config.step().map(Pattern::compile);
        this.goal = config.goal().map(Pattern::compile);
        this.template = config.template().map(Pattern::compile);
        this.event = config.event().map(Pattern::compile);
        this.enforced = config.enforced();
    }

    /** What is named otherwise. */
    List<Finding> findings(JsonNode definition) {
        List<Finding> findings = new ArrayList<>();
        check(findings, journey, definition.path("key").textValue(), "/key");
        for (int i = 0; i < definition.path("goals").size(); i++) {
            check(findings, goal, definition.path("goals").get(i).path("key").textValue(), "/goals/" + i + "/key");
        }
        definition.path("steps").properties().forEach(each -> {
            String at = "/steps/" + Conditions.escape(each.getKey());
            check(findings, step, each.getKey(), at);
            // A step's own event is one that it puts on the stream.
            check(findings, event, each.getValue().path("event").textValue(), at + "/event");
        });
        References.of(definition)
                .messages()
                .forEach(m -> check(findings, template, m.template(), m.pointer() + "/template"));
        return findings;
    }

    private void check(List<Finding> findings, Optional<Pattern> standard, String name, String pointer) {
        standard.filter(pattern -> name != null && !pattern.matcher(name).matches())
                .ifPresent(pattern -> findings.add(finding(
                        pointer, "is named '" + name + "', expected a name that matches " + pattern.pattern())));
    }

    private Finding finding(String pointer, String message) {
        return enforced ? Finding.error(pointer, "naming", message) : Finding.warning(pointer, "naming", message);
    }
}
