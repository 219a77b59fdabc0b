package io.itinera.journey.definition;

import io.itinera.conditions.Source;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Reads what a wait waits for, and the times and days that other parts of the language name in the same way. */
final class UntilReader {

    private UntilReader() {}

    /** The {@code for} or {@code until} of a wait; null where neither can be read. */
    static Until read(Fields wait) {
        if (wait.has("for") == wait.has("until")) {
            wait.error("", "has " + (wait.has("for") ? "both" : "neither") + " for and until, expected one of them");
            return null;
        }
        if (wait.has("for")) {
            return new Until.Passed(wait.span("for"));
        }
        Fields until = wait.object("until");
        if (until.has("window")) {
            return window(until);
        }
        if (until.has("timeOfDay") && !until.has("date") || until.has("dayOfWeek")) {
            return new Until.Clock(days(until, "dayOfWeek"), time(until, "timeOfDay", LocalTime.MIDNIGHT));
        }
        if (until.has("date")) {
            return date(until);
        }
        boolean change = until.has("is") && until.has("segment");
        if (change || until.has("type") || until.has("event") && !until.has("count") && !until.has("within")) {
            return new Until.Event(JourneyReader.trigger(until));
        }
        return new Until.Holds(until.asCondition(Reading.Place.INSTANCE));
    }

    private static Until window(Fields until) {
        if (until.has("timeOfDay") || until.has("date")) {
            until.error("window", "says another time, expected it alone or with dayOfWeek");
        }
        Fields window = until.object("window");
        return new Until.Window(
                days(until, "dayOfWeek"),
                time(window, "from", LocalTime.MIDNIGHT),
                time(window, "to", LocalTime.MIDNIGHT));
    }

    private static Until date(Fields until) {
        Fields date = until.object("date");
        if (date.has("trait") == date.has("property")) {
            date.error("", "names no date, expected a trait or a property");
        }
        Source source = date.has("trait") ? Source.TRAIT : Source.PROPERTY;
        return new Until.Date(
                source, date.path(source.wire()), until.anySpan("offset"), time(until, "timeOfDay", null));
    }

    /** A time of day, or {@code otherwise} where there is none. */
    static LocalTime time(Fields fields, String name, LocalTime otherwise) {
        String text = fields.text(name, null);
        try {
            return text == null ? otherwise : LocalTime.parse(text);
        } catch (DateTimeException e) {
            fields.error(name, "is '" + text + "', expected a time such as 09:00");
            return otherwise;
        }
    }

    /** Days of the week; empty where there are none. */
    static Set<DayOfWeek> days(Fields fields, String name) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String day : fields.texts(name)) {
            try {
                days.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                fields.error(name, "is '" + day + "', expected monday, tuesday, … sunday");
            }
        }
        return Collections.unmodifiableSet(days);
    }
}
