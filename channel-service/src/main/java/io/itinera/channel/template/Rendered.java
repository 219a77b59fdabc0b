package io.itinera.channel.template;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A template filled with one profile's values. A part that the template does not have is null.
 *
 * @param subject subject on one line
 * @param html HTML part
 * @param text text part
 * @param body JSON text of a webhook's data
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Rendered(String subject, String html, String text, String body) {}
