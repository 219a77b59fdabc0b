package io.itinera.profile.life;

import io.itinera.contracts.EventType;
import io.itinera.contracts.SourceEvent;
import io.itinera.profile.identity.Stamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What one identifier brought to a profile. Kept apart from what others brought, so that it can go where the identifier goes.
 *
 * @param identifier its text form, null while it is known by its derived id only
 * @param epoch the decision that brought it here, 0 when none did
 * @param traits what its events said
 * @param counts how often each named event was seen
 * @param firstSeen logical time of its first event, null before one came
 * @param lastSeen logical time of its latest event
 */
public record Part(
        String identifier,
        long epoch,
        TraitNode traits,
        Map<String, Long> counts,
        Instant firstSeen,
        Instant lastSeen) {

    /** Nothing yet. */
    public static final Part EMPTY = new Part(null, 0, TraitNode.EMPTY, Map.of(), null, null);

    public Part {
        traits = traits == null ? TraitNode.EMPTY : traits;
        counts = counts == null ? Map.of() : counts;
    }

    /** True once an event came. */
    public boolean lived() {
        return firstSeen != null;
    }

    /** The part after one of its own events. */
    Part after(SourceEvent event, String by, Instant at) {
        TraitNode said = event.type() == EventType.IDENTIFY
                ? traits.with(event.traits(), new Stamp(event.timestamp(), event.messageId()))
                : traits;
        return new Part(
                identifier == null ? by : identifier,
                epoch,
                said,
                counted(event),
                earlier(firstSeen, at),
                later(lastSeen, at));
    }

    /** Two parts of the same identifier in one. */
    Part merge(Part other) {
        Map<String, Long> sum = new LinkedHashMap<>(counts);
        other.counts.forEach((name, n) -> sum.merge(name, n, Long::sum));
        return new Part(
                identifier == null ? other.identifier : identifier,
                Math.max(epoch, other.epoch),
                traits.merge(other.traits),
                sum,
                earlier(firstSeen, other.firstSeen),
                later(lastSeen, other.lastSeen));
    }

    Part placed(String text, long newEpoch) {
        return new Part(text, newEpoch, traits, counts, firstSeen, lastSeen);
    }

    Part with(TraitNode newTraits) {
        return new Part(identifier, epoch, newTraits, counts, firstSeen, lastSeen);
    }

    private Map<String, Long> counted(SourceEvent event) {
        boolean named = event.name() != null
                && Stream.of(EventType.TRACK, EventType.PAGE, EventType.SCREEN).anyMatch(t -> t == event.type());
        if (!named) {
            return counts;
        }
        Map<String, Long> next = new LinkedHashMap<>(counts);
        next.merge(event.name(), 1L, Long::sum);
        return next;
    }

    static Instant earlier(Instant a, Instant b) {
        return a == null || b != null && b.isBefore(a) ? b : a;
    }

    static Instant later(Instant a, Instant b) {
        return a == null || b != null && b.isAfter(a) ? b : a;
    }
}
