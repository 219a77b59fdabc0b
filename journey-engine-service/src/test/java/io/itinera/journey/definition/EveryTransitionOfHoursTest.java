package io.itinera.journey.definition;

import static io.itinera.journey.definition.ClockChanges.ALL;
import static io.itinera.journey.definition.ClockChanges.days;
import static io.itinera.journey.definition.ClockChanges.expected;
import static io.itinera.journey.definition.ClockChanges.moments;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.Facts;
import io.itinera.conditions.Span;
import io.itinera.journey.definition.ClockChanges.Clock;
import io.itinera.journey.definition.ClockChanges.Transition;
import io.itinera.journey.learning.BestHour;
import io.itinera.journey.learning.Chance;
import io.itinera.journey.learning.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The best hour at each moment from 2020 to 2035 at which the clocks of any zone change. What is expected is found by looking at the
 * clock every minute.
 */
class EveryTransitionOfHoursTest {

    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration AT_MOST = Duration.ofHours(26);

    /** The changes, each once for all zones that have the same rules. */
    private static List<Transition> changes() {
        Map<ZoneRules, ZoneId> zones = new HashMap<>();
        return ALL.stream()
                .filter(t -> zones.computeIfAbsent(t.zone().getRules(), _ -> t.zone())
                        .equals(t.zone()))
                .toList();
    }

    /** Now, and each moment from now on at which the clock shows an hour that it has not shown before. */
    private static List<BestHour> shown(Instant now, Instant latest, ZoneId zone) {
        Set<LocalDateTime> seen = new HashSet<>();
        List<BestHour> shown = new ArrayList<>();
        shown.add(new BestHour(now, now.atZone(zone).getHour()));
        Instant begin = Instant.ofEpochSecond(now.getEpochSecond() / LOOK.toSeconds() * LOOK.toSeconds());
        for (Instant at = begin.minus(1, ChronoUnit.DAYS); !at.isAfter(latest); at = at.plus(LOOK)) {
            LocalDateTime hour = LocalDateTime.ofInstant(at, zone).truncatedTo(ChronoUnit.HOURS);
            if (seen.add(hour) && at.isAfter(now)) {
                shown.add(new BestHour(at, hour.getHour()));
            }
        }
        return shown;
    }

    @Test
    void clocksChangeOnlyWhereTheTestLooks() {
        assertThat(ALL).allMatch(t -> t.change().toEpochSecond() % LOOK.toSeconds() == 0);
    }

    @Test
    void theHoursToChooseFromAreThoseThatTheClockBeginsToShow() {
        for (Transition transition : changes()) {
            for (Instant now : moments(transition)) {
                List<BestHour> shown = shown(now, now.plus(AT_MOST), transition.zone());

                assertThat(BestHour.until(now.plus(AT_MOST), now, transition.zone()))
                        .as("from %s in %s", now, transition.zone())
                        .isEqualTo(shown);
            }
        }
    }

    @Test
    void theBestHourIsTheFirstThatComesOfThoseAnsweredInMost() {
        for (Transition transition : changes()) {
            Instant now = transition.change().getInstant().minus(20, ChronoUnit.HOURS);
            List<BestHour> shown = shown(now, now.plus(AT_MOST), transition.zone());
            transition.around().map(LocalDateTime::getHour).distinct().forEach(liked -> {
                BestHour best = shown.stream()
                        .filter(hour -> hour.hour() == liked)
                        .findFirst()
                        .orElseGet(() -> shown.stream()
                                .filter(hour -> Math.floorMod(hour.hour() - liked + 1, 24) <= 2)
                                .findFirst()
                                .orElseThrow());

                assertThat(BestHour.of(BestHour.until(now.plus(AT_MOST), now, transition.zone()), Map.of(liked, 3L)))
                        .as("%s from %s in %s", liked, now, transition.zone())
                        .isEqualTo(best);
            });
        }
    }

    @Test
    void whereNothingIsKnownTheGivenTimeIsTheNextThatTheClockShowsOrSkips() {
        for (Transition transition : changes()) {
            ZoneId zone = transition.zone();
            for (Instant now : moments(transition)) {
                transition.around().map(LocalDateTime::toLocalTime).forEach(time -> {
                    Instant due = days(now, zone, 6)
                            .map(day -> expected(day.atTime(time), zone))
                            .filter(at -> !at.isBefore(now))
                            .min(Instant::compareTo)
                            .orElseThrow();
                    assertThat(chosen(time, now, zone))
                            .as("%s from %s in %s", time, now, zone)
                            .isEqualTo(due.isAfter(now.plus(AT_MOST)) ? now : due);
                });
            }
        }
    }

    private static Instant chosen(LocalTime otherwise, Instant now, ZoneId zone) {
        return new BestTime(new Span(Period.ZERO, AT_MOST), 0, 0, otherwise, true)
                .choose(new Unknown(new Clock(now, zone)), "email")
                .at();
    }

    /** The moment of a step for somebody of whom nothing is known. */
    private record Unknown(Facts facts) implements Moment, Chance {
        @Override
        public double draw() {
            return 0.5;
        }

        @Override
        public double ofProfile(String what) {
            return 0.5;
        }

        @Override
        public double ofVisit(String what) {
            return 0.5;
        }

        @Override
        public Chance chance() {
            return this;
        }

        @Override
        public Evidence evidence() {
            return Evidence.NONE;
        }

        @Override
        public boolean learns() {
            return true;
        }

        @Override
        public String drawn() {
            return null;
        }

        @Override
        public void drew(String arm) {}

        @Override
        public String want(Wish wish) {
            throw new IllegalStateException("only the time is chosen");
        }

        @Override
        public void remember(Map<String, Object> values) {}

        @Override
        public Map<String, Object> remembered() {
            return Map.of();
        }

        @Override
        public void event(Map<String, Object> properties) {}
    }
}
