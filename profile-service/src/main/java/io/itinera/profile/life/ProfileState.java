package io.itinera.profile.life;

import io.itinera.contracts.Consents;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.ProfileSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is kept of one profile.
 *
 * @param parts what each identifier brought, by the identifier's derived profile id (its origin)
 * @param forwards where parts went that were here, by origin
 * @param membership the segments that it is in
 */
public record ProfileState(Map<String, Part> parts, Map<String, Forward> forwards, Membership membership) {

    /** Nothing known. */
    public static final ProfileState EMPTY = new ProfileState(Map.of(), Map.of(), Membership.NONE);

    public ProfileState {
        parts = parts == null ? Map.of() : parts;
        forwards = forwards == null ? Map.of() : forwards;
        membership = membership == null ? Membership.NONE : membership;
    }

    /** What the customer agreed to and refused, under all identifiers together. */
    public Map<String, Boolean> consents() {
        return parts.values().stream().map(Part::consents).reduce(Map.of(), Consents::stricter);
    }

    /**
     * Where an input for {@code origin} is to go instead: to where its part went, or, when the whole profile is over and the
     * part was never here, to where the profile went.
     */
    public Optional<String> elsewhere(String profileId, String origin) {
        Forward own = forwards.get(origin);
        Forward whole = parts.containsKey(origin) ? null : forwards.get(profileId);
        return Optional.ofNullable(own == null ? whole : own).map(Forward::to);
    }

    /** True once an event came to it that did not go elsewhere since. */
    public boolean lived() {
        return parts.values().stream().anyMatch(Part::lived);
    }

    /** Traits of all parts together. */
    TraitNode traits() {
        return parts.values().stream().map(Part::traits).reduce(TraitNode.EMPTY, TraitNode::merge);
    }

    /** The profile as others see it. */
    public ProfileSnapshot snapshot(String profileId) {
        Map<String, Long> counts = new TreeMap<>();
        Instant first = null;
        Instant last = null;
        for (Part part : parts.values()) {
            part.counts().forEach((name, n) -> counts.merge(name, n, Long::sum));
            first = Part.earlier(first, part.firstSeen());
            last = Part.later(last, part.lastSeen());
        }
        List<String> identifiers = parts.values().stream()
                .map(Part::identifier)
                .filter(text -> text != null)
                .map(Identifier::parse)
                .sorted()
                .map(Identifier::text)
                .toList();
        Forward over = forwards.get(profileId);
        return new ProfileSnapshot(
                profileId,
                identifiers,
                traits().view(),
                Map.of(),
                consents(),
                counts,
                first,
                last,
                over == null ? null : over.to());
    }

    /** The state with other memberships. */
    public ProfileState with(Membership next) {
        return new ProfileState(parts, forwards, next);
    }

    /** The state with a part in the place of what was there. */
    public ProfileState with(String origin, Part part) {
        Map<String, Part> next = new TreeMap<>(parts);
        next.put(origin, part);
        if (!forwards.containsKey(origin)) {
            return new ProfileState(next, forwards, membership);
        }
        Map<String, Forward> rest = new TreeMap<>(forwards);
        rest.remove(origin);
        return new ProfileState(next, rest, membership);
    }

    ProfileState without(String origin, Forward forward) {
        Map<String, Part> next = new TreeMap<>(parts);
        next.remove(origin);
        Map<String, Forward> led = new TreeMap<>(forwards);
        led.put(origin, forward);
        return new ProfileState(next, led, membership);
    }
}
