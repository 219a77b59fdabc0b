package io.itinera.journey.topology;

import static io.itinera.journey.topology.Driver.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney.State;
import io.itinera.contracts.Transition;
import io.itinera.journey.Fixture;
import io.itinera.journey.engine.Effect;
import io.itinera.journey.timers.TimerStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred thousand waits due within one second, others due in the same second, and others that come due while they are worked off: counted in looks and records, which is what the engine is
 * given, and not in time, which is what the machine makes of it.
 */
class StormTest {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final int STORM = 100_000;
    private static final int BUDGET = 500;
    /** Looks of 50 ms while events of others come in. */
    private static final int BUSY_LOOKS = 60;

    private static final int EVENTS_PER_LOOK = 20;
    /** Looks after which the storm has its turn, however many events come. */
    private static final int TURN = 10;

    /** Waits of another journey that end in the storm's own second. */
    private static final int SAME_SECOND = 100;

    private static final Instant DUE = NOON.plusSeconds(60);
    private static final Duration CALM = Duration.ofSeconds(1);

    @TempDir
    Path stateDir;

    private Driver engine;
    private final Map<String, Instant> awaited = new HashMap<>();
    private final Set<String> stormsOver = new HashSet<>();
    private Instant wall = NOON;
    private Duration latest = Duration.ZERO;
    private int calmOver;

    @BeforeEach
    void start() {
        engine = new Driver(stateDir.toString(), BUDGET);
        engine.publish(journey("storm", "\"until\": {\"date\": {\"property\": \"due\"}}"), State.LIVE);
        engine.publish(journey("other", "\"until\": {\"date\": {\"property\": \"due\"}}"), State.LIVE);
        engine.publish(journey("calm", "\"for\": \"" + CALM + "\""), State.LIVE);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void aStormOfWaitsDelaysNobodyElse() {
        // The first one comes in as all do, so that the engine knows where the journey's timers begin.
        engine.happens(event("storm", "s0", NOON, Map.of("due", DUE.toString())));
        for (int i = 1; i < STORM; i++) {
            String due = DUE.plusNanos(i * 10_000L).toString();
            wait(event("storm", "s" + i, NOON, Map.of("due", due)));
        }
        for (int i = 0; i < SAME_SECOND; i++) {
            Instant due = DUE.plusMillis(1 + i * 9);
            awaited.put(Fixture.profile("o" + i), DUE.plusSeconds(1));
            engine.happens(event("other", "o" + i, NOON, Map.of("due", due.toString())));
        }
        // The news of the two journeys, and that of the rules of time zones, go over all states, a batch in each look,
        // and would end waits that are due as well.
        for (int look = 0; look <= 2 * (STORM / BUDGET + 1); look++) {
            look();
        }
        passTo(DUE.plusSeconds(1));
        int events = 0;
        for (int look = 0; look < BUSY_LOOKS; look++) {
            for (int i = 0; i < EVENTS_PER_LOOK; i++) {
                String profile = "c" + events++;
                awaited.put(Fixture.profile(profile), wall.plus(CALM));
                engine.happens(event("calm", profile, wall, Map.of()));
            }
            assertThat(look())
                    .as("waits that end before the next event is read")
                    .isLessThanOrEqualTo(BUDGET);
        }
        int storm = stormsOver.size();
        while (calmOver < events + SAME_SECOND || stormsOver.size() < STORM) {
            assertThat(look()).as("waits that end in each look").isPositive();
        }
        System.out.printf(
                "storm: %,d of %,d waits ended while %,d events of others came in; others' waits at most %d ms late%n",
                storm, STORM, events, latest.toMillis());
        assertThat(latest).as("lateness of others' waits").isLessThanOrEqualTo(Duration.ofMillis(100));
        assertThat(storm)
                .as("waits of the storm beside so many events")
                .isBetween(BUDGET, BUDGET * (BUSY_LOOKS / TURN + 1));
    }

    /** Puts what the engine makes of the event where it keeps it: a driver commits after each record, which takes long. */
    private void wait(Activity entry) {
        String profile = entry.profileId();
        Decision decision = Decisions.activity(engine.catalog.now().catalog(), profile, null, ACTIVITY.write(entry));
        new ProfileStates(engine.streams.getKeyValueStore(ProfileStates.NAME))
                .put(profile, decision.after(), decision.source());
        TimerStore timers = new TimerStore(engine.streams.getKeyValueStore(TimerStore.NAME));
        decision.effects().forEach(effect -> {
            if (effect instanceof Effect.SetTimer(var timer)) {
                timers.set(timer);
            }
        });
    }

    /** One look; how many waits ended in it. */
    private int look() {
        engine.looks();
        wall = wall.plusMillis(50);
        int ended = 0;
        for (Transition transition : engine.transitions()) {
            if (transition.kind() == Transition.Kind.EXITED) {
                ended++;
                ended(transition);
            }
        }
        return ended;
    }

    private void ended(Transition transition) {
        if (transition.journey().journey().equals("storm")) {
            assertThat(stormsOver.add(transition.profileId())).isTrue();
        } else {
            Duration late = Duration.between(awaited.remove(transition.profileId()), wall);
            latest = late.compareTo(latest) > 0 ? late : latest;
            calmOver++;
        }
    }

    private void passTo(Instant time) {
        engine.streams.advanceWallClockTime(Duration.between(wall, time));
        wall = time;
    }

    private static Activity event(String name, String user, Instant at, Map<String, Object> properties) {
        return new Activity(
                user,
                Fixture.profile(user),
                at,
                new Activity.Tracked(EventType.TRACK, name, properties, Map.of(), at, "test"),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                List.of());
    }

    private static String journey(String key, String wait) {
        return """
                {"key": "%s", "name": "Storm", "entry": {"on": {"event": "%s"}, "reentry": {"mode": "after-exit"}},
                 "start": "pause",
                 "steps": {"pause": {"type": "wait", %s, "next": "end"}, "end": {"type": "exit"}}}
                """.formatted(key, key, wait);
    }
}
