package io.itinera.channel.tracking;

import io.itinera.contracts.MessageStatus;
import java.time.Instant;
import java.util.Objects;

/**
 * Something a customer did.
 *
 * @param messageId with which message
 * @param status opened, clicked or unsubscribed
 * @param at when
 * @param link the link that was clicked, else null
 * @param reason where it was done, or null
 */
record Signal(String messageId, MessageStatus status, Instant at, String link, String reason) {
    Signal {
        Objects.requireNonNull(messageId, "a signal concerns a message");
        Objects.requireNonNull(status, "a signal says what was done");
        Objects.requireNonNull(at, "a signal says when");
        if (messageId.indexOf(0) >= 0 || link != null && link.indexOf(0) >= 0) {
            throw new IllegalArgumentException("what no database keeps is no signal of ours");
        }
    }
}
