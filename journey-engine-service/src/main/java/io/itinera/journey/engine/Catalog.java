package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Trigger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All published journeys, compiled, with the index from what happens to the journeys that listen for it, so that the cost of an
 * event depends on those and not on how many journeys exist. Immutable: a change makes a new catalog.
 */
public final class Catalog {

    private static final Catalog EMPTY = new Catalog(Map.of(), Map.of(), Map.of(), Set.of(), Set.of(), Insight.NONE);

    private final Map<String, LiveJourney> journeys;
    /** Journeys whose entry listens for something, by {@link Trigger#indexKey()}. */
    private final Map<String, List<LiveJourney>> listeners;

    /** Journeys that time enters, by the segment of who qualifies. */
    private final Map<String, LiveJourney> timed;

    private final Set<String> testSegments;

    /** Journeys that decide by what profiles answered to. */
    private final Set<String> learners;

    private final Insight insight;

    private Catalog(
            Map<String, LiveJourney> journeys,
            Map<String, List<LiveJourney>> listeners,
            Map<String, LiveJourney> timed,
            Set<String> testSegments,
            Set<String> learners,
            Insight insight) {
        this.journeys = journeys;
        this.listeners = listeners;
        this.timed = timed;
        this.testSegments = testSegments;
        this.learners = learners;
        this.insight = insight;
    }

    /** A catalog without journeys. */
    public static Catalog empty() {
        return EMPTY;
    }

    /** This catalog, where members of these segments try journeys out: their transitions are marked. */
    public Catalog testing(Set<String> segments) {
        return new Catalog(journeys, listeners, timed, Set.copyOf(segments), learners, insight);
    }

    /** This catalog, where decisions go by that. */
    public Catalog knowing(Insight known) {
        return new Catalog(journeys, listeners, timed, testSegments, learners, known);
    }

    Insight insight() {
        return insight;
    }

    /** True when what profiles answer to is kept, since a journey decides by it. */
    boolean learnsFromAnswers() {
        return !learners.isEmpty();
    }

    /** Whether a profile that is in these segments tries journeys out. */
    boolean isTest(Set<String> segments) {
        return !testSegments.isEmpty() && segments.stream().anyMatch(testSegments::contains);
    }

    /**
     * This catalog with the journey added or replaced.
     *
     * @throws io.itinera.journey.definition.InvalidJourneyException when a version cannot be read; this catalog is unchanged
     * @throws IllegalArgumentException when the current version is not among the versions; this catalog is unchanged
     */
    public Catalog with(PublishedJourney published) {
        LiveJourney journey = LiveJourney.of(published);
        Map<String, LiveJourney> all = new HashMap<>(journeys);
        LiveJourney before = all.put(journey.key(), journey);
        return new Catalog(
                all, relisten(before, journey), retime(before, journey), testSegments, relearn(journey), insight);
    }

    /** This catalog without the journey, as after a tombstone; its instances stand still. */
    public Catalog without(String key) {
        Map<String, LiveJourney> all = new HashMap<>(journeys);
        LiveJourney before = all.remove(key);
        if (before == null) {
            return this;
        }
        Set<String> others = new HashSet<>(learners);
        others.remove(key);
        return new Catalog(all, relisten(before, null), retime(before, null), testSegments, others, insight);
    }

    private Set<String> relearn(LiveJourney journey) {
        if (learners.contains(journey.key()) == journey.learnsFromAnswers()) {
            return learners;
        }
        Set<String> changed = new HashSet<>(learners);
        if (!changed.remove(journey.key())) {
            changed.add(journey.key());
        }
        return changed;
    }

    private Map<String, List<LiveJourney>> relisten(LiveJourney before, LiveJourney after) {
        Map<String, List<LiveJourney>> changed = new HashMap<>(listeners);
        if (before != null) {
            indexKeys(before)
                    .forEach(indexKey -> changed.computeIfPresent(indexKey, (key, list) -> {
                        List<LiveJourney> rest =
                                list.stream().filter(j -> j != before).toList();
                        return rest.isEmpty() ? null : rest;
                    }));
        }
        if (after != null && after.state() != PublishedJourney.State.ARCHIVED) {
            indexKeys(after)
                    .forEach(indexKey -> changed.merge(indexKey, List.of(after), (list, added) -> {
                        List<LiveJourney> more = new ArrayList<>(list);
                        more.addAll(added);
                        return List.copyOf(more);
                    }));
        }
        return changed;
    }

    private Map<String, LiveJourney> retime(LiveJourney before, LiveJourney after) {
        if (timed.isEmpty() && (after == null || after.timed().isEmpty())) {
            return timed;
        }
        Map<String, LiveJourney> changed = new HashMap<>(timed);
        changed.values().removeIf(journey -> journey == before);
        if (after != null && !after.isOver()) {
            after.timed().forEach(segment -> changed.put(segment, after));
        }
        return changed;
    }

    /** Of every version: an activity that came in before the newest was published uses an earlier one. */
    private static Set<String> indexKeys(LiveJourney journey) {
        Set<String> keys = journey.offered().stream()
                .map(version -> version.definition().entry().on().indexKey())
                .collect(Collectors.toSet());
        journey.versions().values().forEach(definition -> {
            if (definition.entry().on() instanceof Trigger.Timed timed) {
                keys.add(timed.indexKey());
            }
        });
        return keys;
    }

    /** Whether time enters the journey of that key. */
    public boolean isTimed(String key) {
        LiveJourney journey = journeys.get(key);
        return journey != null && !journey.timed().isEmpty();
    }

    /** Whether time enters any journey. */
    boolean isTimed() {
        return !timed.isEmpty();
    }

    /** Journeys that time enters, of whose segments the profile is in one, by key: a set of segments has no order. */
    List<LiveJourney> timedFor(Set<String> segments) {
        if (timed.isEmpty()) {
            return List.of();
        }
        return segments.stream()
                .map(timed::get)
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Comparator.comparing(LiveJourney::key))
                .toList();
    }

    /**
     * Whether an entry listens for this activity, or it says what the profile answers to; told without the profile's state. When it is
     * false and the profile has no state, the activity changes nothing.
     */
    public boolean concerns(Activity activity) {
        if (learnsFromAnswers() && Hearsay.isIn(activity)) {
            return true;
        }
        for (String key : Trigger.indexKeys(activity)) {
            for (LiveJourney journey : listeners.getOrDefault(key, List.of())) {
                if (listens(journey, activity) || beginsToQualify(journey, activity)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether it knows all the steps that the profile's instances stand at. */
    public boolean knowsPlaces(ProfileState state) {
        for (Instance instance : state.live()) {
            LiveJourney journey = journeys.get(instance.journey());
            JourneyDefinition definition =
                    journey == null ? null : journey.versions().get(instance.version());
            if (definition == null
                    || instance.waiting() == null
                    || !definition.steps().containsKey(instance.waiting().step())) {
                return false;
            }
        }
        return true;
    }

    /** Whether an entry may listen for an activity of these {@linkplain Trigger#indexKeys index keys}. */
    public boolean listensFor(List<String> keys) {
        for (int i = 0; i < keys.size(); i++) {
            if (listeners.containsKey(keys.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Journeys whose entry listens for this activity, in the order in which they apply. */
    List<LiveJourney> entriesFor(Activity activity) {
        List<LiveJourney> found = new ArrayList<>();
        for (String key : Trigger.indexKeys(activity)) {
            for (LiveJourney journey : listeners.getOrDefault(key, List.of())) {
                if (listens(journey, activity) && !found.contains(journey)) {
                    found.add(journey);
                }
            }
        }
        if (found.size() > 1) {
            found.sort(LiveJourney.order(activity.at()));
        }
        return found;
    }

    private boolean beginsToQualify(LiveJourney journey, Activity activity) {
        return activity.segmentChanges().stream()
                .anyMatch(change -> change.entered() && timed.get(change.segment()) == journey);
    }

    private static boolean listens(LiveJourney journey, Activity activity) {
        LiveJourney.Offered offered = journey.offeredAt(activity.at());
        if (offered == null) {
            return false;
        }
        JourneyDefinition definition = offered.definition();
        return definition
                .entry()
                .on()
                .happens(activity, definition.zoneFor(activity.traits().get("timezone")));
    }

    /** The journey of that key, or null. */
    LiveJourney journey(String key) {
        return journeys.get(key);
    }

    /** Number of journeys. */
    public int size() {
        return journeys.size();
    }
}
