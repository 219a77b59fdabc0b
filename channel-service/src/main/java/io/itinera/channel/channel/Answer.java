package io.itinera.channel.channel;

import java.time.Duration;
import java.util.Optional;

/** What a provider said. {@code reason} is a machine-readable word, without personal data. */
public sealed interface Answer {

    /** The provider has taken it. */
    record Accepted() implements Answer {}

    /**
     * It was surely not taken, and may be next time.
     *
     * @param reason why
     * @param retryAfter how long the provider asks to wait
     */
    record NotNow(String reason, Optional<Duration> retryAfter) implements Answer {}

    /**
     * It was refused for good.
     *
     * @param reason why
     */
    record Refused(String reason) implements Answer {}

    /**
     * The address does not take mail.
     *
     * @param reason why
     */
    record Bounced(String reason) implements Answer {}

    /**
     * The provider was called, and nobody knows whether it took the message.
     *
     * @param reason what happened
     */
    record Unknown(String reason) implements Answer {}
}
