package io.itinera.channel.dispatch;

import io.itinera.channel.ChannelConfig;
import io.itinera.channel.channel.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What follows from a provider's answer, and from none. Pure but for the jitter, whose source is passed in. */
@ApplicationScoped
class DeliveryRules {

    static final String UNKNOWN = "answer-unknown";
    static final String NO_CONSENT_ANSWER = "consent-unavailable";

    private static final Duration FIRST_CONSENT_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_ASKED_WAIT = Duration.ofHours(1);

    private final ChannelConfig.Dispatch config;
    private final Set<String> transactional;

    DeliveryRules(ChannelConfig config) {
        this.config = config.dispatch();
        this.transactional = config.transactionalPurposes();
    }

    boolean isTransactional(Message message) {
        return isTransactional(message.request().purpose());
    }

    boolean isTransactional(String purpose) {
        return transactional.contains(purpose);
    }

    /** The provider answered. {@code message} has the number of attempts with this one. */
    Change answered(Message message, Answer answer, Instant now, RandomGenerator random) {
        return switch (answer) {
            case Answer.Accepted() -> Change.sent(message, now);
            case Answer.NotNow(var reason, var retryAfter) ->
                message.attempts() >= config.maxAttempts()
                        ? Change.failed(message, MessageState.SENDING, reason, now)
                        : Change.later(
                                message,
                                MessageState.SENDING,
                                reason,
                                now.plus(retryAfter
                                        .filter(asked -> asked.compareTo(LONGEST_ASKED_WAIT) < 0)
                                        .map(asked -> longer(asked, backoff(message.attempts(), random)))
                                        .orElseGet(() -> backoff(message.attempts(), random))),
                                now);
            case Answer.Refused(var reason) -> Change.failed(message, MessageState.SENDING, reason, now);
            case Answer.Bounced(var reason) -> Change.bounced(message, reason, now);
            case Answer.Unknown _ -> unknown(message, now, random);
        };
    }

    /**
     * The provider was called and its answer is not known. A marketing message is not tried again: better none than two. A
     * transactional one is, under the same id, by which its receiver can tell.
     */
    Change unknown(Message message, Instant now, RandomGenerator random) {
        if (!isTransactional(message) || message.attempts() >= config.maxAttempts()) {
            return Change.failed(message, MessageState.SENDING, UNKNOWN, now);
        }
        Instant again = now.plus(backoff(message.attempts(), random));
        return Change.later(message, MessageState.SENDING, UNKNOWN, again, now);
    }

    /** consent-service did not answer: the message waits, for a while, and is never sent unchecked. */
    Change unanswered(Message message, Instant now, RandomGenerator random) {
        Duration waited = Duration.between(message.createdAt(), now);
        if (waited.compareTo(config.consentWait()) > 0) {
            return Change.suppressed(message, NO_CONSENT_ANSWER, now);
        }
        Duration wait = shorter(config.consentBackoffMax(), longer(FIRST_CONSENT_WAIT, waited.dividedBy(4)));
        return Change.later(message, MessageState.QUEUED, NO_CONSENT_ANSWER, now.plus(jitter(wait, random)), now);
    }

    /** Doubles from the first wait to the longest; half of it is by chance, so that what failed together does not come back together. */
    Duration backoff(int attempts, RandomGenerator random) {
        int doublings = Math.clamp(attempts - 1L, 0, 30);
        Duration full = shorter(config.backoffMax(), config.backoff().multipliedBy(1L << doublings));
        return jitter(full, random);
    }

    private static Duration jitter(Duration full, RandomGenerator random) {
        long half = full.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
