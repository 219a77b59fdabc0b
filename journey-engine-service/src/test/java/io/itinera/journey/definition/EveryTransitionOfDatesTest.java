package io.itinera.journey.definition;

import static io.itinera.journey.definition.ClockChanges.ALL;
import static io.itinera.journey.definition.ClockChanges.expected;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.conditions.Span;
import io.itinera.journey.definition.ClockChanges.Clock;
import io.itinera.journey.definition.ClockChanges.Transition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * Dates in the data, with and without an offset, and timetables by week, month, date and trait, at each moment from 2020 to 2035 at
 * which the clocks of any zone change. What is expected is found by {@link ClockChanges}.
 */
class EveryTransitionOfDatesTest {

    private static final Path DATE = Path.parse("date");
    private static final List<String> OFFSETS = List.of("P1D", "-P1D", "P1W", "-P1M", "P1DT2H", "-P1DT2H");

    /** Each local time around each change. */
    private static void each(BiConsumer<Transition, LocalDateTime> test) {
        ALL.forEach(transition -> transition.around().forEach(local -> test.accept(transition, local)));
    }

    private static Facts dated(Object value, ZoneId zone) {
        return new Clock(Instant.EPOCH, zone, Map.of("date", value));
    }

    private static Instant wait(String value, Span offset, LocalTime time, ZoneId zone) {
        return new Until.Date(Source.TRAIT, DATE, offset, time).due(dated(value, zone), Instant.EPOCH);
    }

    private static Instant entry(String value, Span offset, LocalTime time, ZoneId zone) {
        return new Timetable.InTrait(DATE, offset, time, false)
                .next(dated(value, zone), LocalDateTime.MIN)
                .orElseThrow()
                .due();
    }

    /** So long after a local time: days on the calendar from the moment that it means, then hours. */
    private static Instant moved(LocalDateTime from, Span offset, ZoneId zone) {
        LocalDateTime begins = LocalDateTime.ofInstant(expected(from, zone), zone);
        return expected(begins.plus(offset.calendar()), zone).plus(offset.exact());
    }

    @Test
    void aLocalTimeInTheDataMeansWhatTheClockShowsOrSkips() {
        each((transition, local) -> {
            ZoneId zone = transition.zone();
            Instant means = expected(local, zone);
            Instant day = expected(local.toLocalDate().atStartOfDay(), zone);

            assertThat(wait(local.toString(), null, null, zone)).isEqualTo(means);
            assertThat(entry(local.toString(), null, null, zone)).isEqualTo(means);
            assertThat(wait(local.toLocalDate().toString(), null, null, zone)).isEqualTo(day);
            assertThat(wait(means.toString(), null, null, zone)).isEqualTo(means);
        });
    }

    @Test
    void anOffsetFromADateEndsAtTheSameLocalTimeAndItsHoursAreExact() {
        each((transition, local) -> {
            ZoneId zone = transition.zone();
            for (String text : OFFSETS) {
                Span offset = Span.parse(text);
                LocalDateTime from = local.minus(offset.calendar());
                Instant due = moved(from, offset, zone);

                assertThat(wait(from.toString(), offset, null, zone))
                        .as("%s after %s in %s", text, from, zone)
                        .isEqualTo(due);
                assertThat(entry(from.toString(), offset, null, zone)).isEqualTo(due);
            }
        });
    }

    @Test
    void aTimeOfTheDayThatAnOffsetLeadsToIsThatOfItsClock() {
        each((transition, local) -> {
            ZoneId zone = transition.zone();
            LocalTime time = local.toLocalTime();
            for (String text : OFFSETS) {
                Span offset = Span.parse(text);
                LocalDate from = local.minus(offset.calendar()).toLocalDate();
                LocalDate day = LocalDate.ofInstant(moved(from.atStartOfDay(), offset, zone), zone);
                Instant due = expected(day.atTime(time), zone);

                assertThat(wait(from.toString(), offset, time, zone))
                        .as("%s after %s at %s in %s", text, from, time, zone)
                        .isEqualTo(due);
                assertThat(entry(from.toString(), offset, time, zone)).isEqualTo(due);
            }
        });
    }

    @Test
    void aDateThatComesAgainEachYearComesAtTheSameLocalTime() {
        each((transition, local) -> {
            ZoneId zone = transition.zone();
            LocalDateTime began = LocalDateTime.ofInstant(expected(local.withYear(2015), zone), zone);
            LocalDateTime after = local.minusDays(40);
            for (Span offset : new Span[] {null, Span.parse("-P7D")}) {
                Timetable.Occurrence next = new Timetable.InTrait(DATE, offset, null, true)
                        .next(dated(local.withYear(2015).toString(), zone), after)
                        .orElseThrow();

                List<Instant> dues = new ArrayList<>();
                for (int year = after.getYear() - 1; year <= after.getYear() + 2; year++) {
                    Instant day = expected(began.withYear(year), zone);
                    dues.add(offset == null ? day : moved(LocalDateTime.ofInstant(day, zone), offset, zone));
                }
                assertThat(next.due())
                        .as("%s each year after %s in %s", began, after, zone)
                        .isEqualTo(dues.stream()
                                .filter(due ->
                                        LocalDateTime.ofInstant(due, zone).isAfter(after))
                                .min(Instant::compareTo)
                                .orElseThrow());
                assertThat(next.local()).isEqualTo(LocalDateTime.ofInstant(next.due(), zone));
            }
        });
    }

    @Test
    void aScheduleOfTheWeekComesOnItsDays() {
        each((transition, local) -> {
            Timetable table = new Timetable.Weekly(local.toLocalTime(), Set.of(local.getDayOfWeek()));

            comes(table, local.minusDays(3), local, transition.zone());
            comes(table, local, local.plusWeeks(1), transition.zone());
        });
    }

    @Test
    void aScheduleOfTheMonthComesOnItsDayOrOnTheLastOne() {
        each((transition, local) -> {
            ZoneId zone = transition.zone();
            int last = local.toLocalDate().lengthOfMonth();
            Timetable table = new Timetable.Monthly(local.toLocalTime(), local.getDayOfMonth(), Set.of());
            LocalDate month = local.toLocalDate().plusMonths(1).withDayOfMonth(1);

            comes(table, local.minusDays(20), local, zone);
            comes(
                    table,
                    local,
                    month.withDayOfMonth(Math.min(local.getDayOfMonth(), month.lengthOfMonth()))
                            .atTime(local.toLocalTime()),
                    zone);
            if (local.getDayOfMonth() == last) {
                comes(new Timetable.Monthly(local.toLocalTime(), 31, Set.of()), local.minusDays(20), local, zone);
            }
        });
    }

    @Test
    void aScheduleOfTheMonthComesOnItsFirstDayOfTheWeek() {
        each((transition, local) -> {
            ZoneId zone = transition.zone();
            Timetable table = new Timetable.Monthly(local.toLocalTime(), 0, Set.of(local.getDayOfWeek()));
            LocalDate next =
                    local.toLocalDate().plusMonths(1).with(TemporalAdjusters.firstInMonth(local.getDayOfWeek()));

            comes(table, local, next.atTime(local.toLocalTime()), zone);
            if (local.getDayOfMonth() <= 7) {
                comes(table, local.minusDays(7), local, zone);
            }
        });
    }

    @Test
    void whatComesOnceComesOnce() {
        each((transition, local) -> {
            Timetable table = new Timetable.Once(local);

            comes(table, local.minusSeconds(1), local, transition.zone());
            assertThat(table.next(new Clock(Instant.EPOCH, transition.zone()), local))
                    .isEmpty();
        });
    }

    private static void comes(Timetable table, LocalDateTime after, LocalDateTime local, ZoneId zone) {
        assertThat(table.next(new Clock(Instant.EPOCH, zone), after))
                .as("%s after %s in %s", table, after, zone)
                .contains(new Timetable.Occurrence(local, expected(local, zone)));
    }
}
