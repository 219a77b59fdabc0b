package io.itinera.channel.template;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A compiled template: one version of one key.
 *
 * @param key template key
 * @param version version, from 1; 0 when it is not stored
 * @param content what the author wrote
 * @param parts compiled parts by field name
 */
public record MessageTemplate(String key, int version, TemplateContent content, Map<String, CompiledText> parts) {

    /**
     * Fills it in.
     *
     * @throws TemplateLimitException when it goes past a limit
     */
    public Rendered render(Variables variables) {
        Map<String, Object> all = variables.all();
        return assemble(part -> part.render(all));
    }

    /** Fills it in, and notes in {@code missing} what should be shown but is not there. */
    Rendered report(Variables variables, Set<String> missing) {
        Map<String, Object> all = variables.all();
        return assemble(part -> part.report(all, missing));
    }

    private Rendered assemble(Function<CompiledText, String> how) {
        String subject = part(TemplateContent.SUBJECT, how);
        return new Rendered(
                subject == null ? null : oneLine(subject),
                part(TemplateContent.HTML, how),
                part(TemplateContent.TEXT, how),
                part(TemplateContent.BODY, how));
    }

    private String part(String name, Function<CompiledText, String> how) {
        CompiledText text = parts.get(name);
        return text == null ? null : how.apply(text);
    }

    /** A subject is a header: a line break in a value must not start another one. */
    static String oneLine(String subject) {
        return subject.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }
}
