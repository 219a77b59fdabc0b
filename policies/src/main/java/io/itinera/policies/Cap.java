package io.itinera.policies;

import io.itinera.conditions.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The most messages that one customer gets within a rolling window.
 *
 * @param key its name
 * @param scope which messages it holds for and counts
 * @param count messages allowed, at least 1
 * @param within the window; its days and months are those of the customer's calendar, its hours are exact
 * @param handling what is done with one message too many
 */
public record Cap(String key, Scope scope, int count, Span within, Handling handling) {

    private static final int DAYS_OF_A_MONTH = 31;

    /** When a message that went out at {@code at} no longer counts. */
    Instant frees(Instant at, ZoneId zone) {
        return within.after(at, zone);
    }

    /** At least as long as the window is in any zone. */
    public Duration reach() {
        long days = within.calendar().toTotalMonths() * DAYS_OF_A_MONTH
                + within.calendar().getDays();
        return within.exact().plusDays(days == 0 ? 0 : days + 2);
    }
}
