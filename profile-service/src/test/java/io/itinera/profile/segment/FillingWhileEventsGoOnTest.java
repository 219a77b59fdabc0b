package io.itinera.profile.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.Conditions;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.SourceEvent;
import io.itinera.profile.life.History;
import io.itinera.profile.life.Life;
import io.itinera.profile.life.ProfileState;
import io.itinera.profile.life.Step;
import io.itinera.profile.proof.PlainProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A segment that is defined in the middle of a life is filled from the log, while the life goes on. */
class FillingWhileEventsGoOnTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String ID = "52c62465-d9e6-58fc-bf86-6ef452b38d3a";
    private static final Life.Source SOURCE = new Life.Source(ID, ID, null);
    private static final Map<String, Definition.Version> DEFINITIONS = Map.of(
            "keen",
                    of(Map.of(
                            "event",
                            "Viewed",
                            "count",
                            3,
                            "within",
                            "PT1H",
                            "where",
                            Map.of("property", "n", "gt", 4))),
            "lapsed", of(Map.of("not", Map.of("event", "Viewed", "within", "PT40M"))),
            "exactly-two", of(Map.of("event", "Viewed", "count", Map.of("eq", 2), "within", "PT2H")));
    private static final List<Definition> PUBLISHED = DEFINITIONS.entrySet().stream()
            .map(d -> new Definition(d.getKey(), List.of(d.getValue())))
            .toList();

    @Property(tries = 800)
    void nothingIsLostAndNothingIsCountedTwice(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int events, @ForAll @IntRange(max = 200) int rest) {
        Random chance = new Random(seed);
        int defined = chance.nextInt(events);
        int replayed = defined + chance.nextInt(events - defined);
        int again = defined + chance.nextInt(events - defined);
        int filled = Math.max(replayed, again);
        Segmentation none = new Segmentation(SegmentIndex.of(List.of(), 0));
        Segmentation counting = new Segmentation(SegmentIndex.of(PUBLISHED, 0));
        Segmentation full = new Segmentation(SegmentIndex.of(PUBLISHED, 5));
        List<SourceEvent> log = new ArrayList<>();
        List<Activity> told = new ArrayList<>();
        ProfileState state = ProfileState.EMPTY;
        Instant at = NOON;
        for (int i = 0; i < events; i++) {
            at = at.plusSeconds(60L * chance.nextInt(30));
            Segmentation now = i < defined ? none : i <= filled ? counting : full;
            Segmentation.Update before = now.upTo(state, ID, at);
            SourceEvent event = viewed(i, chance.nextInt(10), at.minusSeconds(60L * chance.nextInt(50)), at);
            log.add(event);
            Step step = now.happened(Life.happened(before.state(), SOURCE, event, at), ID, event, at);
            told.addAll(before.before(step).activity());
            state = step.state();
            if (i == replayed || i == again) {
                Step merged = counting.counted(state, SOURCE, histories(log), "replay-" + i, at);
                state = merged.state();
            }
        }
        Instant end = at.plusSeconds(60L * rest);
        Segmentation.Update last = full.upTo(state, ID, end);
        told.addAll(last.activity());

        PlainProfile plain = new PlainProfile(Map.of(), Map.of(), occurrences(log), DEFINITIONS);
        Set<String> expected = new TreeSet<>(DEFINITIONS.keySet());
        expected.removeIf(key -> !plain.in(key, end));
        assertThat(new TreeSet<>(last.state().membership().in())).isEqualTo(expected);
        assertThat(told.stream()
                        .filter(entry -> entry.segmentChanges().stream().anyMatch(Activity.SegmentChange::backfilled))
                        .map(Activity::cause))
                .hasSizeLessThanOrEqualTo(1)
                .allMatch(cause -> cause.equals(new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.BACKFILL)));
    }

    /** What reading the log anew finds. */
    private static Map<String, History> histories(List<SourceEvent> log) {
        SegmentIndex index = SegmentIndex.of(PUBLISHED, 0);
        Map<String, History> found = new HashMap<>();
        for (SourceEvent event : log) {
            for (Tracker tracker : index.trackers(event.name())) {
                if (tracker.counts(event.properties(), event.receivedAt(), Map.of())) {
                    found.merge(
                            tracker.key(),
                            History.EMPTY.with(event.timestamp().toEpochMilli(), event.messageId(), 1),
                            (a, b) -> a.merge(b, tracker.most()));
                }
            }
        }
        return found;
    }

    private static List<PlainProfile.Occurrence> occurrences(List<SourceEvent> log) {
        return log.stream()
                .map(e -> new PlainProfile.Occurrence(e.name(), e.timestamp(), e.receivedAt(), e.properties()))
                .toList();
    }

    private static SourceEvent viewed(int i, int n, Instant when, Instant at) {
        return new SourceEvent(
                "m-" + i,
                EventType.TRACK,
                "Viewed",
                "ann",
                null,
                null,
                null,
                null,
                Map.of("n", n),
                Map.of(),
                Map.of(),
                when,
                null,
                null,
                at,
                "test");
    }

    private static Definition.Version of(Map<String, Object> json) {
        return new Definition.Version(5, Conditions.parse(json, ""), null);
    }
}
