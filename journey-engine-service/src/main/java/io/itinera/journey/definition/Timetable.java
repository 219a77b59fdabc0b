package io.itinera.journey.definition;

import io.itinera.conditions.Conditions;
import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.conditions.Span;
import io.itinera.conditions.Words;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When an entry happens that no event brings: local times in a zone. One that daylight saving skips means the first moment after the
 * gap, one that occurs twice the first, see {@link Span#instant}.
 */
public sealed interface Timetable {

    /**
     * A time at which it happens.
     *
     * @param local on the local clock; what tells one occurrence from another, also when the profile travels
     * @param due the moment that it means
     */
    record Occurrence(LocalDateTime local, Instant due) {

        private static Occurrence of(LocalDateTime local, ZoneId zone) {
            return new Occurrence(local, Span.instant(local, zone));
        }
    }

    /** The first occurrence after a local time, in the zone of the facts; empty where there is none. */
    Optional<Occurrence> next(Facts facts, LocalDateTime after);

    /** What it is, to explain an entry. */
    Map<String, Object> detail();

    /** What it is, as a clause. */
    String describe();

    /**
     * Every day, or on some days of every week.
     *
     * @param at local time
     * @param days all where empty
     */
    record Weekly(LocalTime at, Set<DayOfWeek> days) implements Timetable {

        @Override
        public Optional<Occurrence> next(Facts facts, LocalDateTime after) {
            return Stream.iterate(after.toLocalDate(), day -> day.plusDays(1))
                    .filter(day -> days.isEmpty() || days.contains(day.getDayOfWeek()))
                    .map(day -> day.atTime(at))
                    .filter(local -> local.isAfter(after))
                    .findFirst()
                    .map(local -> Occurrence.of(local, facts.zone()));
        }

        @Override
        public Map<String, Object> detail() {
            return Map.of("at", at.toString(), "every", days.isEmpty() ? "day" : "week");
        }

        @Override
        public String describe() {
            return "it is " + at + " o’clock on " + (days.isEmpty() ? "any day" : named(days));
        }
    }

    /**
     * Once a month.
     *
     * @param at local time
     * @param day of the month, 1 to 31; the last one in a month that has no such day; 0 where {@code days} decide
     * @param days the first of them in the month
     */
    record Monthly(LocalTime at, int day, Set<DayOfWeek> days) implements Timetable {

        @Override
        public Optional<Occurrence> next(Facts facts, LocalDateTime after) {
            return Stream.iterate(YearMonth.from(after), month -> month.plusMonths(1))
                    .map(month -> in(month).atTime(at))
                    .filter(local -> local.isAfter(after))
                    .findFirst()
                    .map(local -> Occurrence.of(local, facts.zone()));
        }

        private LocalDate in(YearMonth month) {
            return day > 0
                    ? month.atDay(Math.min(day, month.lengthOfMonth()))
                    : days.stream()
                            .map(d -> month.atDay(1).with(TemporalAdjusters.nextOrSame(d)))
                            .min(Comparator.naturalOrder())
                            .orElseThrow();
        }

        @Override
        public Map<String, Object> detail() {
            return Map.of("at", at.toString(), "every", "month");
        }

        @Override
        public String describe() {
            return "it is " + at + " o’clock on "
                    + (day > 0 ? "day " + day + " of the month" : "the first " + named(days) + " of the month");
        }
    }

    /** Once. */
    record Once(LocalDateTime at) implements Timetable {

        @Override
        public Optional<Occurrence> next(Facts facts, LocalDateTime after) {
            return at.isAfter(after) ? Optional.of(Occurrence.of(at, facts.zone())) : Optional.empty();
        }

        @Override
        public Map<String, Object> detail() {
            return Map.of("at", at.toString(), "every", "once");
        }

        @Override
        public String describe() {
            return "it is " + at.toLocalTime() + " o’clock on " + at.toLocalDate();
        }
    }

    /**
     * A date in a trait of the profile.
     *
     * @param trait the way to it
     * @param offset so long after it, or before it; null for the date itself
     * @param time of that day, or null for the time that the data has
     * @param yearly true when it comes again each year, from the year of the date on; the 29th of February is the 28th in other years
     */
    record InTrait(Path trait, Span offset, LocalTime time, boolean yearly) implements Timetable {

        @Override
        public Optional<Occurrence> next(Facts facts, LocalDateTime after) {
            Object value = facts.value(Source.TRAIT, trait);
            ZoneId zone = facts.zone();
            Optional<Instant> date = Conditions.time(value, zone);
            if (!yearly) {
                return date.map(d -> placed(d, zone)).filter(o -> o.local().isAfter(after));
            }
            return date.map(d -> LocalDateTime.ofInstant(d, zone))
                    .or(() -> withoutYear(value))
                    .flatMap(day -> yearly(day, after, zone));
        }

        private Optional<Occurrence> yearly(LocalDateTime day, LocalDateTime after, ZoneId zone) {
            int year = (offset == null ? after : after.minus(offset.calendar()).minus(offset.exact())).getYear() - 1;
            return Stream.iterate(Math.max(year, day.getYear()), y -> y + 1)
                    .map(y -> placed(Span.instant(day.withYear(y), zone), zone))
                    .filter(o -> o.local().isAfter(after))
                    .findFirst();
        }

        private Occurrence placed(Instant date, ZoneId zone) {
            Instant moved = offset == null ? date : offset.after(date, zone);
            return time == null
                    ? new Occurrence(LocalDateTime.ofInstant(moved, zone), moved)
                    : Occurrence.of(LocalDate.ofInstant(moved, zone).atTime(time), zone);
        }

        /** A birthday of which the year is not told, as {@code --02-29} or {@code 02-29}; counted from a leap year on. */
        private static Optional<LocalDateTime> withoutYear(Object value) {
            if (!(value instanceof String text)) {
                return Optional.empty();
            }
            try {
                return Optional.of(MonthDay.parse(text.startsWith("--") ? text : "--" + text)
                        .atYear(1904)
                        .atStartOfDay());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        @Override
        public Map<String, Object> detail() {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("trait", trait.toString());
            if (offset != null) {
                detail.put("offset", offset.toString());
            }
            if (yearly) {
                detail.put("repeat", "yearly");
            }
            return detail;
        }

        @Override
        public String describe() {
            String moved = offset == null
                    ? ""
                    : Words.span(Words.isBack(offset) ? offset.negated() : offset)
                            + (Words.isBack(offset) ? " before " : " after ");
            return "it is " + (time == null ? "" : time + " o’clock, ") + moved
                    + (yearly ? "the yearly return of the date in trait " : "the date in trait ") + trait;
        }
    }

    private static String named(Set<DayOfWeek> days) {
        return Words.list(
                days.stream()
                        .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                        .toList(),
                "or");
    }
}
