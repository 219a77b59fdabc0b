package io.itinera.journey.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Transition.Kind;
import io.itinera.journey.JourneyServiceTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@JourneyServiceTest
class OverlapReportsTest {

    /** A time that no other test uses, as days are counted over all journeys. */
    private static final Instant NOON = Instant.parse("2019-05-01T12:00:00Z");

    private static final LocalDate DAY = LocalDate.parse("2019-05-01");

    @Inject
    TransitionStore store;

    @Inject
    OverlapReports reports;

    @Test
    void peopleInTwoJourneysAndCollisionsOfOneDayAreCounted() {
        store.add(List.of(
                entered("overlap-a", "ann"),
                entered("overlap-b", "ann"),
                entered("overlap-a", "bob"),
                entered("overlap-b", "bob"),
                entered("overlap-c", "bob"),
                entered("overlap-c", "cid"),
                asked("overlap-a", "ann", 0),
                asked("overlap-b", "ann", 3600),
                asked("overlap-a", "bob", 0),
                asked("overlap-b", "bob", 86_400),
                asked("overlap-c", "cid", 0)));

        Overlaps overlaps = reports.of("overlap-a", DAY, DAY.plusDays(1), 10);
        assertThat(overlaps.pairs())
                .containsExactly(
                        new Overlaps.Pair("overlap-a", "overlap-b", 2), new Overlaps.Pair("overlap-a", "overlap-c", 1));
        assertThat(overlaps.days()).containsExactly(new Overlaps.Day(DAY, 2, 1));
        assertThat(reports.of(null, DAY, DAY.plusDays(1), 10).days())
                .containsExactly(new Overlaps.Day(DAY, 3, 1), new Overlaps.Day(DAY.plusDays(1), 1, 0));
        assertThat(reports.of("overlap-c", DAY, DAY, 1).pairs())
                .containsExactly(new Overlaps.Pair("overlap-a", "overlap-c", 1));
    }

    private static Transition entered(String journey, String person) {
        return transition(journey, person, 0, Kind.ENTERED, "mail", "event", 0);
    }

    private static Transition asked(String journey, String person, long after) {
        return transition(journey, person, 1, Kind.MOVED, "look", "requested", after);
    }

    private static Transition transition(
            String journey, String person, long sequence, Kind kind, String next, String reason, long after) {
        String instance = journey + person;
        return new Transition(
                instance + sequence,
                "profile-" + person,
                new JourneyRef(journey, 1, instance, kind == Kind.ENTERED ? null : "mail"),
                kind,
                null,
                next,
                reason,
                Map.of(),
                NOON.plusSeconds(after),
                sequence);
    }
}
