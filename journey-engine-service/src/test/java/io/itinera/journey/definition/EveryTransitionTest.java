package io.itinera.journey.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.Facts;
import io.itinera.conditions.Source;
import io.itinera.conditions.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The calendar's rules at each moment from 2020 to 2035 at which the clocks of any zone change: a local time that is skipped means the
 * first moment after the gap, one that occurs twice means the first. What is expected is found by other means than what is tested:
 * from the offsets that are valid for a local time, and by trying days one after the other.
 */
class EveryTransitionTest {

    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2036-01-01T00:00:00Z");
    private static final List<Transition> ALL = all();

    /** A change of clocks. */
    private record Transition(ZoneId zone, ZoneOffsetTransition change) {

        /** Local times around the change: before it, at its edges, within what is skipped or repeated, and after it. */
        Stream<LocalDateTime> around() {
            LocalDateTime early = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
            LocalDateTime late = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
            Duration half = Duration.between(early, late).dividedBy(2);
            return Stream.of(
                    early.minusMinutes(1), early, early.plus(half), late.minusSeconds(1), late, late.plusMinutes(1));
        }
    }

    /** A profile in a zone, of whom nothing else is known. */
    private record Clock(Instant now, ZoneId zone) implements Facts {
        @Override
        public Map<String, Object> values(Source source) {
            return Map.of();
        }
    }

    private static List<Transition> all() {
        List<Transition> all = new ArrayList<>();
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
            while (change != null && change.getInstant().isBefore(TO)) {
                all.add(new Transition(zone, change));
                change = zone.getRules().nextTransition(change.getInstant());
            }
        }
        return List.copyOf(all);
    }

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
            transition.around().forEach(local -> {
                for (Instant since : moments(transition)) {
                    assertThat(due(new Until.Clock(Set.of(), local.toLocalTime()), since, transition.zone()))
                            .as("%s after %s in %s", local.toLocalTime(), since, transition.zone())
                            .isEqualTo(days(since, transition.zone())
                                    .map(day -> expected(day.atTime(local.toLocalTime()), transition.zone()))
                                    .filter(due -> due.isAfter(since))
                                    .min(Instant::compareTo)
                                    .orElseThrow());
                }
            });
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
                window(transition, local.toLocalTime(), LocalTime.NOON);
                window(transition, LocalTime.of(23, 0), local.toLocalTime());
            });
        }
    }

    private static void windows(LocalTime from, LocalTime to) {
        ALL.forEach(transition -> window(transition, from, to));
    }

    private static void window(Transition transition, LocalTime from, LocalTime to) {
        ZoneId zone = transition.zone();
        for (Instant since : moments(transition)) {
            Instant open = days(since, zone)
                    .map(day -> new Instant[] {
                        expected(day.atTime(from), zone),
                        expected((to.isAfter(from) ? day : day.plusDays(1)).atTime(to), zone)
                    })
                    .filter(window -> window[0].isBefore(window[1]) && window[1].isAfter(since))
                    .map(window -> window[0].isAfter(since) ? window[0] : since)
                    .min(Instant::compareTo)
                    .orElseThrow();
            assertThat(due(new Until.Window(Set.of(), from, to), since, zone))
                    .as("%s to %s after %s in %s", from, to, since, zone)
                    .isEqualTo(open);
        }
    }

    private static List<Instant> moments(Transition transition) {
        Instant at = transition.change().getInstant();
        return List.of(at.minus(20, ChronoUnit.HOURS), at.minusSeconds(1), at, at.plusSeconds(1), at.plusSeconds(3601));
    }

    private static Stream<LocalDate> days(Instant since, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(since, zone);
        return Stream.iterate(day.minusDays(2), d -> d.plusDays(1)).limit(6);
    }

    private static Instant due(Until.Timed until, Instant since, ZoneId zone) {
        return until.due(new Clock(since, zone), since);
    }

    /** The first moment at which the clock shows the time, else the first one at which it shows a later time. */
    private static Instant expected(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (!offsets.isEmpty()) {
            return offsets.stream()
                    .map(local::toInstant)
                    .min(Instant::compareTo)
                    .orElseThrow();
        }
        Instant before = local.toInstant(ZoneOffset.MAX);
        return zone.getRules().nextTransition(lastBefore(local, before, zone)).getInstant();
    }

    private static Instant lastBefore(LocalDateTime local, Instant early, ZoneId zone) {
        Instant at = early;
        ZoneOffsetTransition next = zone.getRules().nextTransition(at);
        while (next.getDateTimeAfter().isBefore(local)) {
            at = next.getInstant();
            next = zone.getRules().nextTransition(at);
        }
        return at;
    }
}
