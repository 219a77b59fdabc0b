package io.itinera.consent.link;

import java.util.UUID;

/**
 * What a link in a message stands for. Ids only: no address, no name.
 *
 * @param profile whose link
 * @param channel the message's channel
 * @param purpose the message's purpose
 * @param messageId the message, or null
 */
public record LinkToken(UUID profile, String channel, String purpose, String messageId) {}
