package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.Migration;
import io.itinera.contracts.PublishedJourney.State;
import io.itinera.contracts.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** For any old version, new version, mapping and position. */
class MigrationRulesTest {

    private static final String KEYS = "abcdef";

    @Property(tries = 400)
    void everyoneEndsInAValidStepOrAnExplainedExitAndTakingItBackRestores(
            @ForAll @Size(6) List<@IntRange(max = 999) Integer> before,
            @ForAll @Size(6) List<@IntRange(max = 999) Integer> after,
            @ForAll @Size(6) List<@IntRange(max = 99) Integer> mapping,
            @ForAll @IntRange(max = 400) int hours,
            @ForAll boolean follow) {
        JsonNode one = journey(before);
        JsonNode two = journey(after);
        Life life = Life.with(one).trait("plan", "pro").track("Started").after(Duration.ofHours(hours));
        ProfileState was = life.state();
        Migration away = migration(mapping, two, follow, life.now());

        Life moved = publish(life, List.of(away), one, two).changed();

        boolean gone = was.live().isEmpty();
        moved.state().live().forEach(instance -> isValid(moved, instance));
        assertThat(moved.timers()).containsExactlyInAnyOrderElementsOf(expectedTimers(moved.state()));
        assertThat(moved.transitions()).extracting(Transition::id).doesNotHaveDuplicates();
        if (!gone && moved.state().live().isEmpty()) {
            assertThat(moved.last().kind()).isIn(Transition.Kind.EXITED, Transition.Kind.FAILED);
            assertThat(moved.last().reason()).isNotBlank();
        }
        JsonSerde<ProfileState> json = JsonSerde.of(ProfileState.class);
        assertThat(json.read(json.write(moved.state()))).isEqualTo(moved.state());

        boolean wentOn = moved.state().parked().isEmpty()
                && moved.state().live().stream().noneMatch(MigrationRulesTest::standsWhereItWasLed);
        Migration undo = new Migration(2, 1, List.of(), 2, false, Map.of(), List.of(), moved.now());
        publish(moved, List.of(away, undo), one, two).changed();

        assertThat(moved.state().parked()).isEmpty();
        assertThat(moved.timers()).containsExactlyInAnyOrderElementsOf(expectedTimers(moved.state()));
        if (!gone && !wentOn) {
            Instance back = moved.state().live().getFirst();
            Instance origin = was.live().getFirst();
            assertThat(back.version()).isEqualTo(1);
            assertThat(back.waiting()).isEqualTo(origin.waiting());
            assertThat(back.expires()).isEqualTo(origin.expires());
        }
    }

    private static boolean standsWhereItWasLed(Instance instance) {
        Instance.Migrated migrated = instance.migrated();
        return migrated == null
                || instance.waiting().step().equals(migrated.step())
                        && instance.waiting().visit() == migrated.visit();
    }

    private static void isValid(Life life, Instance instance) {
        assertThat(instance.waiting()).isNotNull();
        assertThat(life.catalog()
                        .journey("j")
                        .versions()
                        .get(instance.version())
                        .steps())
                .containsKey(instance.waiting().step());
        assertThat(life.catalog()
                        .journey("j")
                        .versions()
                        .get(instance.version())
                        .steps()
                        .get(instance.waiting().step())
                        .waits())
                .isTrue();
    }

    private static List<TimerId> expectedTimers(ProfileState state) {
        List<TimerId> timers = new ArrayList<>();
        for (Instance i : state.live()) {
            if (i.waiting().due() != null) {
                timers.add(new TimerId(
                        i.waiting().due(),
                        state.profileId(),
                        i.journey(),
                        i.id(),
                        i.waiting().step(),
                        i.waiting().visit()));
            }
            if (i.expires() != null) {
                timers.add(new TimerId(i.expires(), state.profileId(), i.journey(), i.id(), TimerId.MAX_DURATION, 0));
            }
        }
        return timers;
    }

    private static Migration migration(List<Integer> mapping, JsonNode to, boolean follow, Instant at) {
        Map<String, String> steps = new TreeMap<>();
        List<String> ends = new ArrayList<>();
        List<String> targets = new ArrayList<>();
        to.get("steps").fieldNames().forEachRemaining(targets::add);
        for (int i = 0; i < KEYS.length(); i++) {
            int choice = mapping.get(i);
            if (choice % 7 == 0) {
                ends.add(KEYS.substring(i, i + 1));
            } else if (choice % 2 == 0) {
                steps.put(KEYS.substring(i, i + 1), targets.get(choice % targets.size()));
            }
        }
        return new Migration(1, null, List.of(1), 2, follow, steps, ends, at);
    }

    /** Steps whose keys are some of a to f; each leads to a later one, so that no cycle has no wait. */
    private static JsonNode journey(List<Integer> seeds) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < seeds.size(); i++) {
            if (seeds.get(i) % 4 != 0) {
                keys.add(KEYS.substring(i, i + 1));
            }
        }
        keys.add("end");
        ObjectNode journey = JsonNodeFactory.instance.objectNode().put("key", "j");
        journey.putObject("entry").putObject("on").put("event", "Started");
        if (seeds.getFirst() % 3 == 0) {
            journey.put("maxDuration", "P" + (1 + seeds.getFirst() % 20) + "D");
        }
        journey.put("start", keys.getFirst());
        ObjectNode steps = journey.putObject("steps");
        for (int i = 0; i < keys.size() - 1; i++) {
            int seed = seeds.get(KEYS.indexOf(keys.get(i)));
            step(steps.putObject(keys.get(i)), seed, keys.subList(i + 1, keys.size()));
        }
        steps.putObject("end").put("type", "exit");
        return journey;
    }

    private static void step(ObjectNode step, int seed, List<String> later) {
        String next = later.get(seed % later.size());
        switch (seed % 5) {
            case 0 ->
                step.put("type", "send")
                        .put("channel", "email")
                        .put("template", "t")
                        .put("purpose", "p")
                        .put("next", next);
            case 1 ->
                step.put("type", "wait")
                        .put("for", "PT" + (1 + seed % 200) + "H")
                        .put("next", next);
            case 2 -> {
                step.put("type", "wait")
                        .put("atMost", "P" + (1 + seed % 9) + "D")
                        .put("then", next)
                        .put("onTimeout", later.getLast());
                step.putObject("until").put("event", "Click");
            }
            case 3 -> {
                step.put("type", "wait").put("next", next);
                step.putObject("until").put("timeOfDay", "09:00");
            }
            default -> {
                step.put("type", "branch").put("otherwise", later.getLast());
                ArrayNode branches = step.putArray("branches");
                ObjectNode branch = branches.addObject().put("next", next);
                branch.putObject("when").put("trait", "plan").put("eq", seed % 2 == 0 ? "pro" : "free");
            }
        }
    }

    private static Life publish(Life life, List<Migration> migrations, JsonNode... definitions) {
        return MigrationsTest.publish(life, State.LIVE, migrations, List.<PublishedJourney.Pause>of(), definitions);
    }
}
