package io.itinera.profile.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.Conditions;
import io.itinera.contracts.Activity;
import io.itinera.contracts.SourceEvent;
import io.itinera.profile.proof.PlainProfile;
import io.itinera.profile.segment.Definition;
import io.itinera.profile.segment.SegmentIndex;
import io.itinera.profile.segment.Segmentation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever order events, links and merges come in, and however time passes: memberships are what the whole log says. */
class SegmentsInAnyOrderTest {

    private static final Map<String, Definition.Version> DEFINITIONS = definitions();
    private static final Segmentation SEGMENTS = new Segmentation(SegmentIndex.of(
            DEFINITIONS.entrySet().stream()
                    .map(d -> new Definition(d.getKey(), List.of(d.getValue())))
                    .toList(),
            1));

    @Provide
    Arbitrary<List<SourceEvent>> logs() {
        return Statements.logs();
    }

    @Property(tries = 800)
    void membershipsAreWhatTheWholeLogSays(
            @ForAll("logs") List<SourceEvent> log,
            @ForAll long seed,
            @ForAll @IntRange(min = 14, max = 34) int second) {
        Instant now = Statements.NOON.plusSeconds(second);
        SimulatedService service = run(log, seed, now);

        assertThat(service.memberships()).isEqualTo(plain(log, now));
    }

    @Property(tries = 300)
    void theChangesThatWereToldAddUpToTheMemberships(@ForAll("logs") List<SourceEvent> log, @ForAll long seed) {
        SimulatedService service = run(log, seed, Statements.NOON.plusSeconds(20));
        Map<String, Set<String>> told = new TreeMap<>();
        for (Activity entry : service.activity()) {
            Set<String> in = told.computeIfAbsent(entry.profileId(), id -> new HashSet<>());
            for (Activity.SegmentChange change : entry.segmentChanges()) {
                assertThat(change.entered() ? in.add(change.segment()) : in.remove(change.segment()))
                        .as("%s of %s", change, entry)
                        .isTrue();
                assertThat(change.backfilled()).isFalse();
            }
            assertThat(entry.segments()).as("%s", service.activity()).isEqualTo(in);
            if (entry.cause() instanceof Activity.MergedAway) {
                in.clear();
            }
        }
        assertThat(told).containsAllEntriesOf(service.memberships());
    }

    private static SimulatedService run(List<SourceEvent> log, long seed, Instant now) {
        Random chance = new Random(seed);
        List<SourceEvent> shuffled = new ArrayList<>(log);
        Collections.shuffle(shuffled, chance);
        SimulatedService service = new SimulatedService(chance, SEGMENTS);
        shuffled.forEach(service::accept);
        service.finish();
        service.at(now);
        return service;
    }

    private static Map<String, Set<String>> plain(List<SourceEvent> log, Instant now) {
        PlainAnswer answer = new PlainAnswer(log);
        Map<String, Map<String, Object>> traits = answer.traits();
        Map<String, Set<String>> memberships = new TreeMap<>();
        answer.events().forEach((id, events) -> {
            List<PlainProfile.Occurrence> occurrences = events.stream()
                    .filter(e -> e.name() != null)
                    .map(e -> new PlainProfile.Occurrence(
                            e.name(),
                            e.timestamp().isAfter(e.receivedAt()) ? e.receivedAt() : e.timestamp(),
                            e.receivedAt(),
                            e.properties()))
                    .toList();
            PlainProfile profile = new PlainProfile(traits.get(id), Map.of(), occurrences, DEFINITIONS);
            Set<String> in = new HashSet<>(DEFINITIONS.keySet());
            in.removeIf(key -> !profile.in(key, now));
            memberships.put(id, in);
        });
        return memberships;
    }

    private static Map<String, Definition.Version> definitions() {
        Map<String, Definition.Version> all = new HashMap<>();
        all.put("buyers", of(Map.of("event", "Bought")));
        all.put("eager", of(Map.of("event", "Bought", "count", 2, "within", "PT12S")));
        all.put("quiet", of(Map.of("not", Map.of("event", "Bought", "within", "PT14S"))));
        all.put("plan-x", of(Map.of("trait", "plan", "eq", "x")));
        all.put("nowhere", of(Map.of("trait", "address.city", "exists", false)));
        all.put("a-quiet-x", of(Map.of("all", List.of(Map.of("segment", "quiet"), Map.of("segment", "plan-x")))));
        all.put(
                "few",
                of(Map.of(
                        "event", "Bought",
                        "count", Map.of("lt", 3),
                        "where", Map.of("property", "sku", "exists", false))));
        return all;
    }

    private static Definition.Version of(Map<String, Object> json) {
        return new Definition.Version(1, Conditions.parse(json, ""), null);
    }
}
