package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import io.itinera.contracts.MessageOutcome;
import io.itinera.journey.learning.Engagement;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What the profile answers to, as messages tell it. Messages of tests tell nothing of it: most are in the sandbox, where nobody answers,
 * and who tries a journey out clicks to see what follows.
 */
final class Hearsay {

    private Hearsay() {}

    /** True when an activity says something of it. */
    static boolean isIn(Activity activity) {
        return activity.cause() instanceof Activity.MessageChanged(MessageOutcome outcome) && signal(outcome) != null;
    }

    /** What is known after an activity: an open or a click counts at the local hour at which it came. */
    static Engagement after(Activity activity, Engagement known) {
        if (activity.cause() instanceof Activity.MessageChanged(MessageOutcome outcome)
                && outcome.channel() != null
                && signal(outcome) != null) {
            Instant at = outcome.at() == null ? activity.at() : outcome.at();
            int hour = at.atZone(zone(activity.traits().get("timezone"))).getHour();
            return known.with(outcome.channel(), signal(outcome), hour);
        }
        return known;
    }

    private static Engagement.Signal signal(MessageOutcome outcome) {
        if (outcome.test()) {
            return null;
        }
        return switch (outcome.status()) {
            case SENT -> Engagement.Signal.SENT;
            case OPENED -> Engagement.Signal.OPENED;
            case CLICKED -> Engagement.Signal.CLICKED;
            case SUPPRESSED, DEFERRED, DELIVERED, BOUNCED, COMPLAINED, UNSUBSCRIBED, FAILED -> null;
        };
    }

    private static ZoneId zone(Object name) {
        try {
            return name instanceof String text ? ZoneId.of(text) : ZoneOffset.UTC;
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
