package io.itinera.journey.definition;

import static io.itinera.journey.definition.ClockChanges.ALL;
import static io.itinera.journey.definition.ClockChanges.days;
import static io.itinera.journey.definition.ClockChanges.expected;
import static io.itinera.journey.definition.ClockChanges.moments;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.Span;
import io.itinera.journey.definition.ClockChanges.Clock;
import io.itinera.journey.definition.ClockChanges.Transition;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The calendar's rules at each moment from 2020 to 2035 at which the clocks of any zone change: a local time that is skipped means the
 * first moment after the gap, one that occurs twice means the first. What is expected is found by {@link ClockChanges}, by other means
 * than what is tested.
 */
class EveryTransitionTest {

    /** So many days around a moment have each time of the day. */
    private static final int SOME = 6;

    /** So many have it on each day of the week. */
    private static final int WEEK = 12;

    @Test
    void thereAreTransitionsToTestWith() {
        assertThat(ALL).hasSizeGreaterThan(5_000);
        assertThat(ALL).anyMatch(t -> t.change().isGap()).anyMatch(t -> t.change()
                .isOverlap());
    }

    @Test
    void aCalendarDurationEndsAtTheSameLocalTime() {
        for (Transition transition : ALL) {
            transition.around().forEach(local -> {
                for (Span span : List.of(Span.parse("P1D"), Span.parse("P1W"), Span.parse("P1M"), Span.parse("P1Y"))) {
                    LocalDateTime began = local.minus(span.calendar());
                    if (began.plus(span.calendar()).equals(local)) {
                        Instant since = expected(began, transition.zone());
                        LocalDateTime from = LocalDateTime.ofInstant(since, transition.zone());
                        assertThat(due(new Until.Passed(span), since, transition.zone()))
                                .as("%s after %s in %s", span, from, transition.zone())
                                .isEqualTo(expected(from.plus(span.calendar()), transition.zone()));
                    }
                }
            });
        }
    }

    @Test
    void anExactDurationKnowsNoCalendar() {
        for (Transition transition : ALL) {
            Instant since = transition.change().getInstant().minusSeconds(3600);
            assertThat(due(new Until.Passed(Span.parse("PT24H")), since, transition.zone()))
                    .isEqualTo(since.plus(24, ChronoUnit.HOURS));
        }
    }

    @Test
    void aTimeOfDayIsTheNextOneThatTheClockShowsOrSkips() {
        for (Transition transition : ALL) {
            transition.around().forEach(local -> clocks(transition, Set.of(), local.toLocalTime()));
        }
    }

    @Test
    void aTimeOfDayOnADayOfTheWeekIsThatOfTheDayAlsoWhereTheClockSkipsIt() {
        for (Transition transition : ALL) {
            transition.around().forEach(local -> {
                clocks(transition, Set.of(local.getDayOfWeek()), local.toLocalTime());
                clocks(
                        transition,
                        Set.of(
                                local.getDayOfWeek().plus(1),
                                local.getDayOfWeek().minus(1)),
                        local.toLocalTime());
            });
        }
    }

    private static void clocks(Transition transition, Set<DayOfWeek> days, LocalTime time) {
        ZoneId zone = transition.zone();
        for (Instant since : moments(transition)) {
            assertThat(due(new Until.Clock(days, time), since, zone))
                    .as("%s %s after %s in %s", days, time, since, zone)
                    .isEqualTo(days(since, zone, days.isEmpty() ? SOME : WEEK)
                            .filter(day -> days.isEmpty() || days.contains(day.getDayOfWeek()))
                            .map(day -> expected(day.atTime(time), zone))
                            .filter(due -> due.isAfter(since))
                            .min(Instant::compareTo)
                            .orElseThrow());
        }
    }

    @Test
    void aScheduleComesOnceOnEachDayAtTheTimeThatTheClockShowsOrSkips() {
        for (Transition transition : ALL) {
            ZoneId zone = transition.zone();
            Instant since = transition.change().getInstant().minus(30, ChronoUnit.HOURS);
            transition.around().map(LocalDateTime::toLocalTime).forEach(time -> {
                LocalDateTime after = LocalDateTime.ofInstant(since, zone);
                for (int day = 0; day < 3; day++) {
                    Timetable.Occurrence next = new Timetable.Weekly(time, Set.of())
                            .next(new Clock(since, zone), after)
                            .orElseThrow();
                    assertThat(next.local().toLocalDate())
                            .isEqualTo(after.toLocalDate()
                                    .plusDays(after.toLocalTime().isBefore(time) ? 0 : 1));
                    assertThat(next.due()).as("%s in %s", next.local(), zone).isEqualTo(expected(next.local(), zone));
                    after = next.local();
                }
            });
        }
    }

    @Test
    void aWindowOverMidnightIsOpenFromItsFirstMomentUntilBeforeItsLast() {
        windows(LocalTime.of(22, 0), LocalTime.of(6, 0));
    }

    @Test
    void aWindowOfWhichAnEdgeIsSkippedOrRepeatedKeepsToTheRule() {
        for (Transition transition : ALL) {
            transition.around().forEach(local -> {
                window(transition, Set.of(), local.toLocalTime(), LocalTime.NOON);
                window(transition, Set.of(), LocalTime.of(23, 0), local.toLocalTime());
            });
        }
    }

    @Test
    void aWindowOnADayOfTheWeekBelongsToTheDayOnWhichItOpens() {
        for (Transition transition : ALL) {
            transition.around().forEach(local -> {
                window(transition, Set.of(local.getDayOfWeek()), LocalTime.of(22, 0), LocalTime.of(6, 0));
                window(transition, Set.of(local.getDayOfWeek()), local.toLocalTime(), LocalTime.NOON);
                window(transition, Set.of(local.getDayOfWeek().minus(1)), LocalTime.of(23, 0), local.toLocalTime());
            });
        }
    }

    private static void windows(LocalTime from, LocalTime to) {
        ALL.forEach(transition -> window(transition, Set.of(), from, to));
    }

    private static void window(Transition transition, Set<DayOfWeek> days, LocalTime from, LocalTime to) {
        ZoneId zone = transition.zone();
        for (Instant since : moments(transition)) {
            Instant open = days(since, zone, days.isEmpty() ? SOME : WEEK)
                    .filter(day -> days.isEmpty() || days.contains(day.getDayOfWeek()))
                    .map(day -> new Instant[] {
                        expected(day.atTime(from), zone),
                        expected((to.isAfter(from) ? day : day.plusDays(1)).atTime(to), zone)
                    })
                    .filter(window -> window[0].isBefore(window[1]) && window[1].isAfter(since))
                    .map(window -> window[0].isAfter(since) ? window[0] : since)
                    .min(Instant::compareTo)
                    .orElseThrow();
            assertThat(due(new Until.Window(days, from, to), since, zone))
                    .as("%s %s to %s after %s in %s", days, from, to, since, zone)
                    .isEqualTo(open);
        }
    }

    private static Instant due(Until.Timed until, Instant since, ZoneId zone) {
        return until.due(new Clock(since, zone), since);
    }
}
