package io.itinera.journey.templates;

/**
 * A text to begin with, for a message that a template's journey sends.
 *
 * @param key of the message template, by which the journey names it
 * @param content what {@code PUT /v1/templates/{key}} of channel-service takes
 */
public record SuggestedMessage(String key, Content content) {

    /**
     * What is written; Liquid, in which nothing that is shown is without a default.
     *
     * @param channel the channel that it is for
     * @param subject of a mail
     * @param text of a mail
     */
    public record Content(String channel, String subject, String text) {}
}
