package io.itinera.journey.topology;

import static io.itinera.journey.topology.Driver.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import io.itinera.journey.Fixture;
import io.itinera.journey.definition.JourneyDefinitions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that time brings, through the processor, its stores and its timers. */
class TimedEntryTopologyTest {

    private static final JsonSerde<PublishedJourney> JOURNEY = JsonSerde.of(PublishedJourney.class);
    private static final String PROFILE = Fixture.profile("1");

    @TempDir
    Path stateDir;

    private Driver engine;

    @BeforeEach
    void start() {
        engine = new Driver(stateDir.toString());
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private static String definition(String at) {
        return """
                {"key": "daily", "entry": {"on": {"schedule": {"at": "%s"}}, "audience": {"trait": "plan", "eq": "pro"}},
                 "start": "end", "steps": {"end": {"type": "exit"}}}
                """.formatted(at);
    }

    private static String segment(String definition, int version) {
        try {
            return JourneyDefinitions.segments(Wire.JSON.readTree(definition), version)
                    .keySet()
                    .iterator()
                    .next();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void publish(int current, String... definitions) {
        try {
            List<PublishedJourney.Version> versions = new ArrayList<>();
            for (String definition : definitions) {
                versions.add(new PublishedJourney.Version(versions.size() + 1, Wire.JSON.readTree(definition), NOON));
            }
            engine.put(
                    Topics.JOURNEYS,
                    "daily",
                    JOURNEY.write(new PublishedJourney("daily", PublishedJourney.State.LIVE, current, versions)),
                    NOON);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Activity membership(String segment, boolean entered, Instant at) {
        return new Activity(
                "segments:" + at.toEpochMilli(),
                PROFILE,
                at,
                new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.BACKFILL),
                Map.of("email", "someone@example.com"),
                Map.of(),
                Map.of(),
                entered ? Set.of(segment) : Set.of(),
                List.of(new Activity.SegmentChange(segment, entered, true)));
    }

    private List<Instant> entries() {
        return engine.transitions().stream()
                .filter(t -> t.kind() == Transition.Kind.ENTERED)
                .map(Transition::at)
                .toList();
    }

    @Test
    void aProfileOfWhichNothingWasKeptEntersOnceADay() {
        publish(1, definition("12:01"));
        engine.happens(membership(segment(definition("12:01"), 1), true, NOON));
        engine.passes(Duration.ofSeconds(50));
        assertThat(entries()).isEmpty();

        engine.passes(Duration.ofSeconds(20));
        assertThat(entries()).containsExactly(NOON.plusSeconds(60));
        engine.passes(Duration.ofHours(24));
        assertThat(entries()).containsExactly(NOON.plusSeconds(60).plus(Duration.ofDays(1)));
    }

    @Test
    void whoNoLongerQualifiesLeavesNothingBehind() {
        String segment = segment(definition("12:01"), 1);
        publish(1, definition("12:01"));
        engine.happens(membership(segment, true, NOON));
        engine.happens(membership(segment, false, NOON.plusSeconds(1)));
        engine.passes(Duration.ofHours(25));

        assertThat(entries()).isEmpty();
    }

    @Test
    void aVersionThatBecomesCurrentIsHeardOfByThoseWhoQualifyForIt() {
        publish(1, definition("12:01"), definition("12:02"));
        engine.happens(membership(segment(definition("12:02"), 2), true, NOON));
        engine.passes(Duration.ofSeconds(70));
        assertThat(entries()).isEmpty();

        publish(2, definition("12:01"), definition("12:02"));
        engine.passes(Duration.ofMinutes(1));
        assertThat(entries()).containsExactly(NOON.plusSeconds(120));
    }

    @Test
    void aRecordOfAnotherSegmentConcernsNobody() {
        publish(1, definition("12:01"));
        engine.happens(membership("another", true, NOON));
        engine.passes(Duration.ofHours(1));

        assertThat(entries()).isEmpty();
    }
}
