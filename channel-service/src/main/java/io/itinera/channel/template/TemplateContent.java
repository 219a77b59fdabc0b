package io.itinera.channel.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an author writes. Every part is Liquid; a part that the channel does not use is null.
 *
 * @param channel the channel that it is for: {@code email}, {@code webhook}
 * @param subject mail: subject line
 * @param html mail: HTML part, values escaped
 * @param text mail: text part; made from the HTML part where it is absent
 * @param endpoint webhook: name of the endpoint
 * @param body webhook: JSON of the payload's {@code data}, values escaped for JSON strings; all data of the request where it is
 *     absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TemplateContent(
        @NotBlank String channel, String subject, String html, String text, String endpoint, String body) {

    static final String SUBJECT = "subject";
    static final String HTML = "html";
    static final String TEXT = "text";
    static final String BODY = "body";

    /** The parts that are Liquid, by field name, in the order in which they are shown. */
    Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        put(parts, SUBJECT, subject);
        put(parts, HTML, html);
        put(parts, TEXT, text);
        put(parts, BODY, body);
        return parts;
    }

    static Escaping escaping(String part) {
        return switch (part) {
            case HTML -> Escaping.HTML;
            case BODY -> Escaping.JSON;
            default -> Escaping.NONE;
        };
    }

    private static void put(Map<String, String> parts, String name, String value) {
        if (value != null && !value.isEmpty()) {
            parts.put(name, value);
        }
    }
}
