package io.itinera.profile.life;

import io.itinera.contracts.Consents;
import io.itinera.contracts.EventType;
import io.itinera.contracts.SourceEvent;
import io.itinera.profile.identity.Stamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one identifier brought to a profile. Kept apart from what others brought, so that it can go where the identifier goes.
 *
 * @param identifier its text form, null while it is known by its derived id only
 * @param epoch the decision that brought it here, 0 when none did
 * @param traits what its events said
 * @param counts how often each named event was seen
 * @param histories what segments count, by tracker, see {@link History}
 * @param consents what consent-service knows of the identifier's own profile
 * @param firstSeen logical time of its first event, null before one came
 * @param lastSeen logical time of its latest event
 */
public record Part(
        String identifier,
        long epoch,
        TraitNode traits,
        Map<String, Long> counts,
        Map<String, History> histories,
        Map<String, Boolean> consents,
        Instant firstSeen,
        Instant lastSeen) {

    /** Nothing yet. */
    public static final Part EMPTY = new Part(null, 0, TraitNode.EMPTY, Map.of(), Map.of(), Map.of(), null, null);

    public Part {
        traits = traits == null ? TraitNode.EMPTY : traits;
        counts = counts == null ? Map.of() : counts;
        histories = histories == null ? Map.of() : histories;
        consents = consents == null ? Map.of() : consents;
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
                histories,
                consents,
                earlier(firstSeen, at),
                later(lastSeen, at));
    }

    /** Two parts of the same identifier in one. */
    Part merge(Part other) {
        Map<String, Long> sum = new LinkedHashMap<>(counts);
        other.counts.forEach((name, n) -> sum.merge(name, n, Long::sum));
        Map<String, History> both = new LinkedHashMap<>(histories);
        other.histories.forEach((name, h) -> both.merge(name, h, (a, b) -> a.merge(b, Integer.MAX_VALUE)));
        return new Part(
                identifier == null ? other.identifier : identifier,
                Math.max(epoch, other.epoch),
                traits.merge(other.traits),
                sum,
                both,
                Consents.stricter(consents, other.consents),
                earlier(firstSeen, other.firstSeen),
                later(lastSeen, other.lastSeen));
    }

    Part placed(String text, long newEpoch) {
        return new Part(text, newEpoch, traits, counts, histories, consents, firstSeen, lastSeen);
    }

    Part with(TraitNode newTraits) {
        return new Part(identifier, epoch, newTraits, counts, histories, consents, firstSeen, lastSeen);
    }

    /** The part with other histories. */
    public Part counting(Map<String, History> newHistories) {
        return new Part(identifier, epoch, traits, counts, newHistories, consents, firstSeen, lastSeen);
    }

    /** The part with other consents. */
    Part consenting(Map<String, Boolean> newConsents) {
        return new Part(identifier, epoch, traits, counts, histories, newConsents, firstSeen, lastSeen);
    }

    /** Whether an event of that name is counted: a track, a page or a screen. */
    public static boolean counts(EventType type, String name) {
        return name != null && (type == EventType.TRACK || type == EventType.PAGE || type == EventType.SCREEN);
    }

    private Map<String, Long> counted(SourceEvent event) {
        if (!counts(event.type(), event.name())) {
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
