package io.itinera.journey.topology;

import static io.itinera.journey.topology.Driver.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Transition;
import io.itinera.journey.Fixture;
import io.itinera.journey.InventedZone;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other rules of time zones reach all who wait, a batch in each look. */
class ZoneRulesTopologyTest {

    private static final int PROFILES = 5;
    private static final int BUDGET = 2;

    @TempDir
    Path stateDir;

    private Driver engine;

    @BeforeEach
    void start() {
        InventedZone.always(1);
        engine = new Driver(stateDir.toString(), BUDGET);
        engine.publish("""
                {"key": "morning", "entry": {"on": {"event": "Started"}}, "start": "wait",
                 "steps": {"wait": {"type": "wait", "until": {"timeOfDay": "09:00"}, "next": "end"}, "end": {"type": "exit"}}}
                """, PublishedJourney.State.LIVE);
        for (int i = 0; i < PROFILES; i++) {
            engine.happens(started(Fixture.profile("z" + i)));
        }
        for (int look = 0; look < 2 * PROFILES; look++) {
            engine.looks();
        }
        engine.transitions();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private static Activity started(String profile) {
        return new Activity(
                "started-" + profile,
                profile,
                NOON,
                new Activity.Tracked(EventType.TRACK, "Started", Map.of(), Map.of(), NOON, "test"),
                Map.of("timezone", InventedZone.ID),
                Map.of(),
                Map.of(),
                Set.of(),
                List.of());
    }

    private List<Instant> moved() {
        return engine.transitions().stream()
                .filter(t -> "due-moved".equals(t.reason()))
                .map(t -> Instant.parse(t.detail().get("due").toString()))
                .toList();
    }

    private String remembered() {
        return new ProfileStates(engine.streams.getKeyValueStore(ProfileStates.NAME)).heard(ProfileStates.ZONE_RULES);
    }

    @Test
    void whoWaitsHearsOfOtherRulesABatchInEachLook() {
        assertThat(remembered()).isEqualTo("as ever");
        InventedZone.always(2);
        engine.zoneRules("others");

        engine.looks();
        assertThat(moved()).hasSize(BUDGET).containsOnly(Instant.parse("2026-11-22T07:00:00Z"));
        assertThat(remembered()).isNull();
        engine.looks();
        assertThat(moved()).hasSize(BUDGET);
        engine.looks();
        assertThat(moved()).hasSize(PROFILES - 2 * BUDGET);
        assertThat(remembered()).isEqualTo("others");

        for (int look = 0; look < PROFILES; look++) {
            engine.passes(Duration.ofHours(19));
        }
        assertThat(engine.transitions())
                .filteredOn(t -> t.kind() == Transition.Kind.EXITED)
                .extracting(Transition::at)
                .hasSize(PROFILES)
                .containsOnly(Instant.parse("2026-11-22T07:00:00Z"));
    }

    @Test
    void aStartWithinAChangeTellsItFromTheBeginning() {
        engine.zoneRules("others");
        engine.looks();
        ProfileScan restarted = new ProfileScan(
                new ProfileStates(engine.streams.getKeyValueStore(ProfileStates.NAME)), ProfileStates.ZONE_RULES);

        assertThat(restarted.saw("as ever")).isTrue();
        assertThat(restarted.next(
                        PROFILES + 1, (profile, kept) -> assertThat(kept).isNotEmpty()))
                .isTrue();
        assertThat(restarted.saw("as ever")).isFalse();
    }

    @Test
    void aStartWithTheSameRulesReadsNothing() {
        ProfileScan restarted = new ProfileScan(
                new ProfileStates(engine.streams.getKeyValueStore(ProfileStates.NAME)), ProfileStates.ZONE_RULES);

        assertThat(restarted.saw("as ever")).isFalse();
        assertThat(restarted.next(PROFILES, (profile, kept) -> {
                    throw new IllegalStateException("told");
                }))
                .isFalse();
    }
}
