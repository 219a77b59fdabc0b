package io.itinera.profile.life;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.itinera.profile.identity.Stamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Traits with the time of each value: a tree in which the latest write to a place wins, whatever the order in which writes
 * arrive. Objects merge member by member, anything else replaces what was there, null removes it. A value hides the older
 * members under its place, and is hidden by newer ones.
 *
 * @param value the value written here; null when it was removed, or when nothing was ever written here
 * @param at when, in milliseconds since the epoch
 * @param by message that wrote it, null when nothing was ever written here
 * @param members places below
 */
public record TraitNode(
        @JsonProperty("v") @JsonInclude(JsonInclude.Include.ALWAYS)
        Object value,

        @JsonProperty("t") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        long at,

        @JsonProperty("m") String by,
        @JsonProperty("c") Map<String, TraitNode> members) {

    /** No traits. */
    public static final TraitNode EMPTY = new TraitNode(null, 0, null, Map.of());

    public TraitNode {
        members = members == null ? Map.of() : members;
    }

    /** The tree after an object was written to its root. An empty object says nothing. */
    public TraitNode with(Map<String, ?> object, Stamp stamp) {
        if (object.isEmpty()) {
            return this;
        }
        Map<String, TraitNode> next = new LinkedHashMap<>(members);
        object.forEach((name, written) ->
                next.compute(name, (n, before) -> write(before == null ? EMPTY : before, written, stamp)
                        .newerThan(at, by)));
        next.values().removeIf(node -> node == null || node.blank());
        return new TraitNode(value, at, by, next);
    }

    /** The tree after {@code name} was set to {@code written}, which may be null; objects are replaced here, not merged. */
    public TraitNode withMember(String name, Object written, Stamp stamp) {
        Map<String, TraitNode> next = new LinkedHashMap<>(members);
        next.put(name, next.getOrDefault(name, EMPTY).set(written, stamp));
        return new TraitNode(value, at, by, next);
    }

    /** Both trees in one; associative, commutative, and nothing changes when a tree is merged twice. */
    public TraitNode merge(TraitNode other) {
        if (other.blank()) {
            return this;
        }
        TraitNode later = isNewer(other.at, other.by) ? other : this;
        Map<String, TraitNode> next = new LinkedHashMap<>(members);
        other.members.forEach((name, node) -> next.merge(name, node, TraitNode::merge));
        TraitNode merged = new TraitNode(later.value, later.at, later.by, next);
        return merged.pruned();
    }

    /** The traits as plain JSON values, without what was removed. */
    public Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        members.forEach((name, node) -> {
            Object seen = node.visible();
            if (seen != null) {
                view.put(name, seen);
            }
        });
        return view;
    }

    /** When the newest write anywhere in the member was made; the epoch when there was none. */
    Instant lastWrite(String member) {
        TraitNode node = members.get(member);
        return node == null ? Instant.EPOCH : Instant.ofEpochMilli(node.newest());
    }

    private long newest() {
        return members.values().stream().mapToLong(TraitNode::newest).reduce(at, Math::max);
    }

    /** Any newer write to a member made an object of the place, also when nothing of that object is left. */
    private Object visible() {
        if (members.isEmpty()) {
            return value;
        }
        Map<String, Object> object = view();
        return object.isEmpty() ? null : object;
    }

    private static TraitNode write(TraitNode before, Object written, Stamp stamp) {
        if (written instanceof Map<?, ?> object) {
            Map<String, Object> named = new LinkedHashMap<>();
            object.forEach((name, v) -> named.put(String.valueOf(name), v));
            return before.with(named, stamp);
        }
        return before.set(written, stamp);
    }

    private TraitNode set(Object written, Stamp stamp) {
        long time = stamp.at().toEpochMilli();
        return isNewer(time, stamp.messageId())
                ? new TraitNode(written, time, stamp.messageId(), members).pruned()
                : this;
    }

    private TraitNode pruned() {
        if (by == null || members.isEmpty()) {
            return this;
        }
        Map<String, TraitNode> next = new LinkedHashMap<>();
        members.forEach((name, node) -> {
            TraitNode kept = node.newerThan(at, by);
            if (!kept.blank()) {
                next.put(name, kept);
            }
        });
        return new TraitNode(value, at, by, next);
    }

    /** This tree without what was written at or before a time. */
    private TraitNode newerThan(long time, String message) {
        if (message == null || blank()) {
            return this;
        }
        Map<String, TraitNode> next = new LinkedHashMap<>();
        members.forEach((name, node) -> {
            TraitNode kept = node.newerThan(time, message);
            if (!kept.blank()) {
                next.put(name, kept);
            }
        });
        boolean own = by != null && compare(at, by, time, message) > 0;
        return own ? new TraitNode(value, at, by, next) : new TraitNode(null, 0, null, next);
    }

    private boolean blank() {
        return by == null && members.isEmpty();
    }

    private boolean isNewer(long time, String message) {
        return message != null && (by == null || compare(time, message, at, by) > 0);
    }

    private static int compare(long time, String message, long otherTime, String otherMessage) {
        int byTime = Long.compare(time, otherTime);
        return byTime != 0 ? byTime : message.compareTo(otherMessage);
    }
}
