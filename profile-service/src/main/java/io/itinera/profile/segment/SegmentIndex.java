package io.itinera.profile.segment;

import io.itinera.conditions.Conditions;
import io.itinera.conditions.EventCount;
import io.itinera.profile.life.Membership;
import io.itinera.profile.life.Part;
import io.itinera.profile.life.ProfileState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The segments that hold in one partition, in an order in which each comes after those that it asks for, and what each depends on.
 * Immutable.
 */
public final class SegmentIndex {

    private static final BitSet NONE = new BitSet();

    private final long revision;
    private final List<Compiled> order = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, BitSet> byEvent = new HashMap<>();
    private final Map<String, BitSet> byTrait = new HashMap<>();
    private final Map<String, BitSet> bySegment = new HashMap<>();
    private final BitSet byConsent = new BitSet();
    private final Map<String, List<Tracker>> trackers = new HashMap<>();
    private final Map<String, Tracker> trackersByKey = new HashMap<>();
    private final Set<String> blank;

    private SegmentIndex(Collection<Definition> definitions, long filled) {
        revision = filled;
        Map<String, Compiled> all = new TreeMap<>();
        for (Definition definition : definitions) {
            Definition.Version version = definition.at(filled);
            if (version != null && version.condition() != null) {
                boolean replaced = definition.versions().getFirst() != version;
                all.put(definition.key(), new Compiled(definition.key(), replaced, version));
            }
            definition.versions().stream()
                    .filter(v -> v.condition() != null)
                    .flatMap(SegmentIndex::trackers)
                    .forEach(tracker -> trackersByKey.merge(tracker.key(), tracker, Tracker::and));
        }
        Set<String> placed = new HashSet<>();
        all.values().forEach(segment -> place(segment, all, placed));
        order.forEach(this::index);
        trackersByKey.values().forEach(tracker -> trackers.computeIfAbsent(tracker.event(), event -> new ArrayList<>())
                .add(tracker));
        blank = Set.copyOf(new Evaluation(this, ProfileState.EMPTY, Map.of(), Instant.EPOCH)
                .run(all(), Membership.NONE)
                .in());
    }

    /**
     * The index of the segments as they hold where all definitions up to {@code filled} are filled. What definitions beyond that
     * count is counted already.
     */
    public static SegmentIndex of(Collection<Definition> definitions, long filled) {
        return new SegmentIndex(definitions, filled);
    }

    /** The definitions that profiles are held against. */
    public long revision() {
        return revision;
    }

    /** What is counted of an event, page or screen of that name. */
    public List<Tracker> trackers(String event) {
        return trackers.getOrDefault(event, List.of());
    }

    /** The tracker of that key, or null. */
    public Tracker tracker(String key) {
        return trackersByKey.get(key);
    }

    /** Segments of a profile of which nothing is known, such as those that ask for something not to be there. */
    Set<String> blank() {
        return blank;
    }

    Compiled at(int position) {
        return order.get(position);
    }

    Integer position(String segment) {
        return positions.get(segment);
    }

    BitSet all() {
        BitSet every = new BitSet(order.size());
        every.set(0, order.size());
        return every;
    }

    BitSet byEvent(String name) {
        return byEvent.getOrDefault(name, NONE);
    }

    BitSet byTrait(String name) {
        return byTrait.getOrDefault(name, NONE);
    }

    BitSet bySegment(String segment) {
        return bySegment.getOrDefault(segment, NONE);
    }

    BitSet byConsent() {
        return byConsent;
    }

    /** What a part can have a say in. */
    void concerned(Part part, BitSet into) {
        part.counts().keySet().forEach(name -> into.or(byEvent(name)));
        part.traits().members().keySet().forEach(name -> into.or(byTrait(name)));
        if (!part.consents().isEmpty()) {
            into.or(byConsent);
        }
    }

    private void place(Compiled segment, Map<String, Compiled> all, Set<String> placed) {
        if (!placed.add(segment.key)) {
            return;
        }
        segment.segments.stream()
                .filter(all::containsKey)
                .sorted()
                .forEach(asked -> place(all.get(asked), all, placed));
        positions.put(segment.key, order.size());
        order.add(segment);
    }

    private void index(Compiled segment) {
        int position = positions.get(segment.key);
        segment.events.forEach(name -> bits(byEvent, name).set(position));
        segment.traits.forEach(name -> bits(byTrait, name).set(position));
        segment.segments.forEach(name -> bits(bySegment, name).set(position));
        byConsent.set(position, segment.consents);
    }

    private static Stream<Tracker> trackers(Definition.Version version) {
        return Conditions.leaves(version.condition())
                .filter(leaf -> leaf instanceof EventCount count && !Counting.plain(count))
                .map(leaf -> Tracker.of((EventCount) leaf, version.zone()));
    }

    private static BitSet bits(Map<String, BitSet> index, String name) {
        return index.computeIfAbsent(name, n -> new BitSet());
    }
}
