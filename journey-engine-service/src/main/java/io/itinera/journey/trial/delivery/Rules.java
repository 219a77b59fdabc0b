package io.itinera.journey.trial.delivery;

import io.itinera.conditions.DayPart;
import io.itinera.conditions.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What decides whether a message goes out.
 *
 * @param purposes by name, true where a message needs the customer's yes; empty where consent-service did not say
 * @param caps frequency caps
 * @param quietHours quiet hours
 * @param unanswered services that did not say what they go by
 * @param assumed true where the caps are not those in force
 */
public record Rules(
        Map<String, Boolean> purposes,
        List<Cap> caps,
        List<Quiet> quietHours,
        Set<String> unanswered,
        boolean assumed) {

    /** None: what nobody refused goes out. */
    public static final Rules NONE = new Rules(Map.of(), List.of(), List.of(), Set.of());

    public Rules {
        purposes = Map.copyOf(purposes);
        caps = List.copyOf(caps);
        quietHours = List.copyOf(quietHours);
        unanswered = Set.copyOf(unanswered);
    }

    /** The rules in force. */
    public Rules(Map<String, Boolean> purposes, List<Cap> caps, List<Quiet> quietHours, Set<String> unanswered) {
        this(purposes, caps, quietHours, unanswered, false);
    }

    /** The same with other caps. */
    public Rules assuming(List<Cap> others) {
        return new Rules(purposes, others, quietHours, unanswered, true);
    }

    /**
     * Messages that a policy holds for.
     *
     * @param channel the channel, or null for any
     * @param purpose the purpose, or null for any
     * @param transactional true when it also holds for those that need no yes
     */
    public record Scope(String channel, String purpose, boolean transactional) {

        boolean covers(String itsChannel, String itsPurpose, boolean itIsTransactional) {
            return (channel == null || channel.equals(itsChannel))
                    && (purpose == null || purpose.equals(itsPurpose))
                    && (transactional || !itIsTransactional);
        }
    }

    /**
     * What is done with a message that is held back.
     *
     * @param drops true when it does not go out
     * @param atMost how long after it was asked for it may go out
     */
    public record Handling(boolean drops, Duration atMost) {

        boolean allows(Instant askedAt, Instant until) {
            return !drops && !until.isAfter(askedAt.plus(atMost));
        }
    }

    /**
     * The most messages of one customer within a rolling window.
     *
     * @param key its name
     * @param scope what it holds for and counts
     * @param count messages allowed
     * @param within the window
     * @param handling what is done with one too many
     */
    public record Cap(String key, Scope scope, int count, Span within, Handling handling) {}

    /**
     * Hours at which no message goes out.
     *
     * @param key their name
     * @param scope what they hold for
     * @param hours when, on the customer's clock
     * @param zone of customers of whom none is known
     * @param handling what is done with a message at that time
     */
    public record Quiet(String key, Scope scope, DayPart hours, ZoneId zone, Handling handling) {

        DayPart.Opening around(Instant at, ZoneId customer) {
            return hours.opening(at, customer == null ? zone : customer);
        }
    }

    /** True where what a customer has had, or waits for, decides about what comes. */
    public boolean remember() {
        return !caps.isEmpty() || !quietHours.isEmpty();
    }

    /** Whether messages for that need no yes. */
    boolean transactional(String purpose) {
        return Boolean.FALSE.equals(purposes.get(purpose));
    }

    /** The first moment that can still count at a time. */
    Instant reach(Instant now) {
        return caps.stream()
                .map(cap -> cap.within().negated().after(now, ZoneOffset.UTC).minus(Duration.ofDays(5)))
                .min(Instant::compareTo)
                .orElse(now);
    }
}
