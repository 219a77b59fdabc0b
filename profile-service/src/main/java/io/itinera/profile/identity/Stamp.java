package io.itinera.profile.identity;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;

/**
 * When something was said, in an order that every reader of the log agrees on: by the event's own timestamp, a tie by message
 * id.
 *
 * @param at the event's timestamp, to the millisecond, so that PostgreSQL and JSON give back what they were given
 * @param messageId the event
 */
public record Stamp(Instant at, String messageId) implements Comparable<Stamp> {

    private static final Comparator<Stamp> ORDER =
            Comparator.comparing(Stamp::at).thenComparing(Stamp::messageId);

    public Stamp {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }
}
