package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.conditions.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/** What a wait waits for. */
public sealed interface Until {

    /** So long. */
    record Passed(Span span) implements Until {

        Instant due(Facts facts) {
            return span.after(facts.now(), facts.zone());
        }
    }

    /**
     * The next such local time.
     *
     * @param days on which it counts, all where empty
     * @param time of day
     */
    record Clock(Set<DayOfWeek> days, LocalTime time) implements Until {

        Instant due(Facts facts) {
            ZoneId zone = facts.zone();
            LocalDate day = LocalDate.ofInstant(facts.now(), zone);
            while (true) {
                Instant due = Span.instant(day.atTime(time), zone);
                if ((days.isEmpty() || days.contains(day.getDayOfWeek())) && due.isAfter(facts.now())) {
                    return due;
                }
                day = day.plusDays(1);
            }
        }
    }

    /**
     * A date in the data.
     *
     * @param source where the date is
     * @param path the way to it
     * @param offset so long after it, or before it; null for the date itself
     * @param time of that day on the local clock, or null for the time that the data has
     */
    record Date(Source source, Path path, Span offset, LocalTime time) implements Until {

        /** The time to go on, or null where the data has no date. */
        Instant due(Facts facts) {
            ZoneId zone = facts.zone();
            return Conditions.time(facts.value(source, path), zone)
                    .map(date -> offset == null ? date : offset.after(date, zone))
                    .map(date -> time == null
                            ? date
                            : Span.instant(LocalDate.ofInstant(date, zone).atTime(time), zone))
                    .orElse(null);
        }
    }

    /** Something happens. */
    record Event(Trigger trigger) implements Until {}

    /** Something holds, now or after an activity. */
    record Holds(Condition condition) implements Until {}
}
