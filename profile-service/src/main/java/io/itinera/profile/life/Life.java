package io.itinera.profile.life;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.ProfileSnapshot;
import io.itinera.contracts.SourceEvent;
import io.itinera.profile.identity.Stamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a profile changes: {@code (state, input) → step}. No clock, no store, no framework. */
public final class Life {

    private Life() {}

    /**
     * Something that the customer did.
     *
     * @param state the profile
     * @param source what it came for: origin and, unless the sender knew only the profile, identifier
     * @param event the event
     * @param at logical time
     */
    public static Step happened(ProfileState state, Source source, SourceEvent event, Instant at) {
        Part part = state.parts().getOrDefault(source.origin(), Part.EMPTY).after(event, source.identifier(), at);
        ProfileState next = state.with(source.origin(), part);
        if (event.type() == EventType.IDENTIFY) {
            TraitOperations operations = TraitOperations.in(event.context());
            if (!operations.none()) {
                Stamp said = new Stamp(event.timestamp(), event.messageId());
                next = next.with(source.origin(), part.with(operations.apply(next.traits(), part.traits(), said)));
            }
        }
        Activity.Cause cause = new Activity.Tracked(
                event.type(), event.name(), properties(event), event.context(), event.timestamp(), event.source());
        ProfileSnapshot snapshot = next.snapshot(source.profileId());
        return new Step(
                next, List.of(activity(next, snapshot, event.messageId(), at, cause)), List.of(), Map.of(), snapshot);
    }

    /** Names of the traits that an identify may change. */
    public static Set<String> traitsTold(SourceEvent event) {
        TraitOperations operations = TraitOperations.in(event.context());
        if (operations.none()) {
            return event.traits().keySet();
        }
        Set<String> names = new HashSet<>(event.traits().keySet());
        names.addAll(operations.increment().keySet());
        names.addAll(operations.append().keySet());
        names.addAll(operations.remove().keySet());
        names.addAll(operations.unset());
        return names;
    }

    /** Something became of a message to the customer. */
    public static Step messageChanged(ProfileState state, String profileId, MessageOutcome outcome, Instant at) {
        Activity.Cause cause = new Activity.MessageChanged(outcome);
        return new Step(
                state,
                List.of(activity(state, state.snapshot(profileId), outcome.effectId(), at, cause)),
                List.of(),
                Map.of(),
                null);
    }

    /**
     * The customer agreed or refused. Of a profile that no event came to yet, it is kept and not told.
     *
     * @param origin the profile that consent-service knows it by
     * @param consents its latest consents
     * @param id unique within the profile
     */
    public static Step consentChanged(
            ProfileState state, Source origin, Map<String, Boolean> consents, String id, Instant at) {
        Part part = state.parts().getOrDefault(origin.origin(), Part.EMPTY);
        if (part.consents().equals(consents)) {
            return new Step(state, List.of(), List.of(), Map.of(), null);
        }
        ProfileState next = state.with(origin.origin(), part.consenting(consents));
        Map<String, Boolean> before = state.consents();
        Map<String, Boolean> changed = new LinkedHashMap<>(next.consents());
        changed.entrySet().removeIf(answer -> answer.getValue().equals(before.get(answer.getKey())));
        boolean told = next.lived() && !next.consents().equals(before);
        if (!told) {
            return new Step(next, List.of(), List.of(), Map.of(), null);
        }
        ProfileSnapshot snapshot = next.snapshot(origin.profileId());
        Activity.Cause cause = new Activity.ConsentChanged(changed);
        return new Step(next, List.of(activity(next, snapshot, id, at, cause)), List.of(), Map.of(), snapshot);
    }

    /** A group call says something of an account, not of the customer: it is passed on, and no trait changes. */
    private static Map<String, Object> properties(SourceEvent event) {
        if (event.type() != EventType.GROUP) {
            return event.properties();
        }
        Map<String, Object> group = new LinkedHashMap<>(event.properties());
        group.put("groupId", event.groupId());
        group.put("traits", event.traits());
        return group;
    }

    /** An entry that changes no membership. */
    public static Activity activity(
            ProfileState state, ProfileSnapshot now, String id, Instant at, Activity.Cause cause) {
        return new Activity(
                id,
                now.profileId(),
                at,
                cause,
                now.traits(),
                now.computed(),
                now.consents(),
                state.membership().in(),
                List.of());
    }

    /**
     * Where an input came from.
     *
     * @param profileId the profile that it is for
     * @param origin the part that it belongs to
     * @param identifier text form of the identifier that the sender used, null for a profile id
     */
    public record Source(String profileId, String origin, String identifier) {

        /** The source of an input that came under an identifier. */
        public static Source of(String profileId, Identifier identifier) {
            String text = identifier.kind() == Identifier.Kind.PROFILE ? null : identifier.text();
            return new Source(profileId, identifier.derivedProfileId(), text);
        }
    }
}
