package io.itinera.policies;

import io.itinera.conditions.DayPart;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Hours at which no message goes out, on the customer's clock.
 *
 * @param key its name
 * @param scope which messages it holds for
 * @param hours when; may cross midnight
 * @param zone the zone of customers of whom none is known
 * @param handling what is done with a message at that time
 */
public record QuietHours(String key, Scope scope, DayPart hours, ZoneId zone, Handling handling) {

    /** The quiet hours that {@code at} lies in, else the next ones. */
    DayPart.Opening around(Instant at, ZoneId customer) {
        return hours.opening(at, zoneFor(customer));
    }

    ZoneId zoneFor(ZoneId customer) {
        return customer == null ? zone : customer;
    }

    /** When they hold, such as {@code 22:00 to 08:00 on friday, saturday}: whoever reads it can tell again whether they did. */
    String window() {
        String window = hours.from() + " to " + hours.to();
        return hours.days().isEmpty()
                ? window
                : hours.days().stream()
                        .sorted()
                        .map(day -> day.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ", window + " on ", ""));
    }
}
