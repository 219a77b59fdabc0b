package io.itinera.journey.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.PrivacyReceipt;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.TaskChange;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The life of one profile, told by a test: what happens, when, and what the engine makes of it. Timers fire as a processor would fire
 * them, or, when they are {@linkplain #timersNeverFire() told not to}, only what {@link Advance} itself catches up with.
 */
final class Life {

    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private static final Comparator<TimerId> BY_DUE = Comparator.comparing(TimerId::due)
            .thenComparing(TimerId::instance)
            .thenComparing(TimerId::step)
            .thenComparingInt(TimerId::visit);

    private final List<Effect> effects = new ArrayList<>();
    private final TreeSet<TimerId> timers = new TreeSet<>(BY_DUE);
    private final Map<String, Object> traits = new LinkedHashMap<>();
    private final Map<String, Boolean> consents = new HashMap<>();
    private final Set<String> segments = new HashSet<>();
    private Catalog catalog = Catalog.empty();
    private ProfileState state;
    private Instant now = START;
    private boolean fire = true;
    private int activities;

    private Life(String profileId) {
        state = ProfileState.empty(profileId);
    }

    static Life of(String profileId) {
        return new Life(profileId);
    }

    static Life with(JsonNode... journeys) {
        Life life = of("profile-1");
        for (JsonNode journey : journeys) {
            life.publish(journey);
        }
        return life;
    }

    static Life with(String journey) {
        return with(Documents.json(journey));
    }

    Life timersNeverFire() {
        fire = false;
        return this;
    }

    // Journeys.

    Life publish(JsonNode definition) {
        return publish(PublishedJourney.State.LIVE, definition);
    }

    /** Publishes versions 1, 2, …, of which the last is the current one. */
    Life publish(PublishedJourney.State journeyState, JsonNode... definitions) {
        List<PublishedJourney.Version> versions = new ArrayList<>();
        for (JsonNode definition : definitions) {
            versions.add(new PublishedJourney.Version(versions.size() + 1, definition, Instant.EPOCH));
        }
        return publish(journeyState, versions);
    }

    /** Publishes versions, each at its time. */
    Life publish(PublishedJourney.State journeyState, List<PublishedJourney.Version> versions) {
        String key = versions.getFirst().definition().get("key").textValue();
        return publish(new PublishedJourney(key, journeyState, versions.size(), versions));
    }

    /** Publishes a journey as it is. */
    Life publish(PublishedJourney journey) {
        catalog = catalog.with(journey);
        return this;
    }

    /** From now on, decisions go by that. */
    Life knowing(Insight insight) {
        catalog = catalog.knowing(insight);
        return this;
    }

    Life changed() {
        return apply(new Input.CatalogChanged(now));
    }

    // The profile.

    Life trait(String name, Object value) {
        traits.put(name, value);
        return this;
    }

    Life segment(String key) {
        segments.add(key);
        return this;
    }

    Life consent(String answer, boolean granted) {
        consents.put(answer, granted);
        return this;
    }

    /** Members of these segments try journeys out. */
    Life testing(String... testSegments) {
        catalog = catalog.testing(Set.of(testSegments));
        return this;
    }

    // What happens.

    Life after(Duration time) {
        return at(now.plus(time));
    }

    Life after(String time) {
        return after(Duration.parse(time));
    }

    Life at(String time) {
        return at(Instant.parse(time));
    }

    /** Goes to that time; timers that are due by then fire, each at its own time. */
    Life at(Instant time) {
        while (fire && !timers.isEmpty() && !timers.first().due().isAfter(time)) {
            TimerId due = timers.pollFirst();
            apply(Input.WaitDue.of(due));
        }
        now = time;
        return this;
    }

    Life track(String event, Object... properties) {
        return trackAt(now, event, properties);
    }

    /** Something that happened at another time than it was received. */
    Life trackAt(Instant occurredAt, String event, Object... properties) {
        return happen(new Activity.Tracked(EventType.TRACK, event, map(properties), Map.of(), occurredAt, "test"));
    }

    /** Time brings the profile into a segment, or out of it. */
    Life changes(String segment, boolean entered) {
        return happen(
                new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.TIME),
                new Activity.SegmentChange(segment, entered));
    }

    /** A new segment is filled, and the profile is in it. */
    Life backfilled(String segment) {
        return happen(
                new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.BACKFILL),
                new Activity.SegmentChange(segment, true, true));
    }

    Life happen(Activity.Cause cause, Activity.SegmentChange... changes) {
        for (Activity.SegmentChange change : changes) {
            if (change.entered()) {
                segments.add(change.segment());
            } else {
                segments.remove(change.segment());
            }
        }
        return apply(new Input.ActivityHappened(activity(cause, changes)));
    }

    Activity activity(Activity.Cause cause, Activity.SegmentChange... changes) {
        return new Activity(
                "activity-" + ++activities,
                state.profileId(),
                now,
                cause,
                Map.copyOf(traits),
                Map.of("score", 5),
                Map.copyOf(consents),
                Set.copyOf(segments),
                List.of(changes));
    }

    /** The latest message of a step has come to a status. */
    Life message(String step, MessageStatus status) {
        SendRequest request = sends().stream()
                .filter(s -> s.journey().step().equals(step))
                .reduce((_, last) -> last)
                .orElseThrow();
        return message(request, status);
    }

    Life message(SendRequest request, MessageStatus status) {
        return happen(new Activity.MessageChanged(new MessageOutcome(
                request.id(),
                request.profileId(),
                request.channel(),
                request.template(),
                request.purpose(),
                request.journey(),
                status,
                now,
                null,
                null,
                null,
                null,
                false)));
    }

    /** This life ends, and goes on as the other. */
    Life mergeInto(Life other) {
        happen(new Activity.MergedAway(other.state.profileId()));
        other.at(now.isAfter(other.now) ? now : other.now);
        effects.stream()
                .filter(Effect.Deliver.class::isInstance)
                .map(Effect.Deliver.class::cast)
                .forEach(moved -> other.apply(moved.input()));
        return this;
    }

    Life apply(Input input) {
        Outcome outcome = Advance.apply(catalog, state, input);
        state = outcome.after();
        for (Effect effect : outcome.effects()) {
            effects.add(effect);
            if (effect instanceof Effect.SetTimer(TimerId timer)) {
                timers.add(timer);
            } else if (effect instanceof Effect.CancelTimer(TimerId timer)) {
                timers.remove(timer);
            }
        }
        return this;
    }

    // What came of it.

    ProfileState state() {
        return state;
    }

    Catalog catalog() {
        return catalog;
    }

    Instant now() {
        return now;
    }

    Set<TimerId> timers() {
        return timers;
    }

    List<Transition> transitions() {
        return effects.stream()
                .filter(Effect.Record.class::isInstance)
                .map(e -> ((Effect.Record) e).transition())
                .toList();
    }

    Transition last() {
        return transitions().getLast();
    }

    List<SendRequest> sends() {
        return effects.stream()
                .filter(Effect.Send.class::isInstance)
                .map(e -> ((Effect.Send) e).request())
                .toList();
    }

    List<SendCancel> cancels() {
        return effects.stream()
                .filter(Effect.Cancel.class::isInstance)
                .map(e -> ((Effect.Cancel) e).cancel())
                .toList();
    }

    List<TaskChange> tasks() {
        return effects.stream()
                .filter(Effect.Task.class::isInstance)
                .map(e -> ((Effect.Task) e).change())
                .toList();
    }

    List<PrivacyReceipt> receipts() {
        return effects.stream()
                .filter(Effect.Confirm.class::isInstance)
                .map(e -> ((Effect.Confirm) e).receipt())
                .toList();
    }

    List<Call> calls() {
        return effects.stream()
                .filter(Effect.MakeCall.class::isInstance)
                .map(e -> ((Effect.MakeCall) e).call())
                .toList();
    }

    List<SourceEvent> published() {
        return effects.stream()
                .filter(Effect.Publish.class::isInstance)
                .map(e -> ((Effect.Publish) e).event())
                .toList();
    }

    /** Transitions as {@code kind step > next (reason)}. */
    List<String> told() {
        return transitions().stream().map(Life::tell).toList();
    }

    /** Transitions of one journey, as {@link #told()}. */
    List<String> told(String journey) {
        return transitions().stream()
                .filter(t -> t.journey().journey().equals(journey))
                .map(Life::tell)
                .toList();
    }

    private static String tell(Transition t) {
        return t.kind().wire()
                + (t.journey().step() == null ? "" : " " + t.journey().step())
                + (t.next() == null ? "" : " > " + t.next())
                + " (" + t.reason() + ")";
    }

    private static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    /** An id of a profile whose draw for a split lies in [from, to). */
    static String profileDrawing(String journey, String step, double from, double to) {
        for (int i = 0; ; i++) {
            String id = ProfileIds.derive("candidate " + i);
            double draw = Draw.of("split", id, journey, step);
            if (draw >= from && draw < to) {
                return id;
            }
        }
    }
}
