package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.DayPart;
import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.conditions.Span;
import io.itinera.conditions.Words;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Set;

/** What a wait waits for. */
public sealed interface Until {

    /** What is waited for, in words that follow "wait": {@code for 1 hour}, {@code until 09:00}. */
    String describe();

    /** What time alone brings. Where the zone or the data changes while an instance waits, the end of the wait is found again. */
    sealed interface Timed extends Until {

        /**
         * When a wait ends.
         *
         * @param facts of now
         * @param since when the wait began
         * @return null where the data has no such time
         */
        Instant due(Facts facts, Instant since);
    }

    /** So long: hours are exact, days and what is longer follow the calendar of the zone that the profile is in at the end. */
    record Passed(Span span) implements Timed {

        @Override
        public String describe() {
            return "for " + Words.span(span);
        }

        @Override
        public Instant due(Facts facts, Instant since) {
            return span.after(since, facts.zone());
        }
    }

    /**
     * The next such local time. In another zone it is the first one there since the wait began, and where that has passed already, the
     * wait is over.
     *
     * @param days on which it counts, all where empty
     * @param time of day
     */
    record Clock(Set<DayOfWeek> days, LocalTime time) implements Timed {

        @Override
        public String describe() {
            return "until " + time + " o’clock" + on(days);
        }

        @Override
        public Instant due(Facts facts, Instant since) {
            ZoneId zone = facts.zone();
            LocalDate day = LocalDate.ofInstant(since, zone);
            while (true) {
                Instant due = Span.instant(day.atTime(time), zone);
                if (counts(days, day) && due.isAfter(since)) {
                    return due;
                }
                day = day.plusDays(1);
            }
        }
    }

    /**
     * A part of the day, such as business hours: over at once within it, else when it opens next; see {@link DayPart}.
     *
     * @param days on which it opens, all where empty
     * @param from when it opens
     * @param to when it closes; on the day after where that is not later than {@code from}
     */
    record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) implements Timed {

        @Override
        public String describe() {
            return "until the time is between " + from + " and " + to + (to.isAfter(from) ? "" : " on the next day")
                    + on(days);
        }

        @Override
        public Instant due(Facts facts, Instant since) {
            Instant opens =
                    new DayPart(days, from, to).opening(since, facts.zone()).opens();
            return opens.isAfter(since) ? opens : since;
        }
    }

    /**
     * A date in the data. It is looked up again when the trait or the zone changes while an instance waits: a date that is gone, or that
     * has passed, ends the wait.
     *
     * @param source where the date is
     * @param path the way to it
     * @param offset so long after it, or before it; null for the date itself
     * @param time of that day on the local clock, or null for the time that the data has
     */
    record Date(Source source, Path path, Span offset, LocalTime time) implements Timed {

        @Override
        public String describe() {
            String date = "the date in " + source.wire() + " " + path;
            String day =
                    offset == null ? date : Words.span(offset) + (Words.isBack(offset) ? " before " : " after ") + date;
            return "until " + day + (time == null ? "" : ", at " + time + " o’clock");
        }

        @Override
        public Instant due(Facts facts, Instant since) {
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
    record Event(Trigger trigger) implements Until {

        @Override
        public String describe() {
            return "until " + trigger.describe();
        }
    }

    /** Something holds, now or after an activity. */
    record Holds(Condition condition) implements Until {

        @Override
        public String describe() {
            return "until " + condition.describe();
        }
    }

    private static String on(Set<DayOfWeek> days) {
        return days.isEmpty()
                ? ""
                : " on a "
                        + Words.list(
                                days.stream()
                                        .sorted()
                                        .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                                        .toList(),
                                "or");
    }

    private static boolean counts(Set<DayOfWeek> days, LocalDate day) {
        return days.isEmpty() || days.contains(day.getDayOfWeek());
    }
}
