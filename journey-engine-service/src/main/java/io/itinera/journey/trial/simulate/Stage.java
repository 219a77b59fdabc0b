package io.itinera.journey.trial.simulate;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.SourceEvent;
import io.itinera.journey.definition.TraitChange;
import io.itinera.journey.engine.Knowledge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The profile of a scenario as the suite would keep it, and the activities that its life is made of. */
final class Stage {

    private final String profileId;
    private final Map<String, Object> traits;
    private final Map<String, Object> computed;
    private final Set<String> segments;
    private final Map<String, Boolean> consents;
    private int activities;

    Stage(Scenario.Person person) {
        this.profileId = person.id();
        this.traits = new LinkedHashMap<>(person.traits());
        this.computed = person.computed();
        this.segments = new HashSet<>(person.segments());
        this.consents = new LinkedHashMap<>(person.consents());
    }

    String profileId() {
        return profileId;
    }

    /** What the scenario tells, as the activity that it becomes. */
    Activity happening(Scenario.Happening happening, Instant at) {
        change(happening.traits());
        consents.putAll(happening.consents());
        List<Activity.SegmentChange> changes = new ArrayList<>();
        happening.enters().stream().sorted().filter(segments::add).forEach(s -> changes.add(change(s, true)));
        happening.leaves().stream().sorted().filter(segments::remove).forEach(s -> changes.add(change(s, false)));
        return activity(at, cause(happening, at), changes);
    }

    private static Activity.Cause cause(Scenario.Happening happening, Instant at) {
        boolean tracked = happening.event() != null
                || happening.type() != EventType.IDENTIFY
                || !happening.traits().isEmpty();
        if (!tracked && !happening.consents().isEmpty()) {
            return new Activity.ConsentChanged(happening.consents());
        }
        if (!tracked && !(happening.enters().isEmpty() && happening.leaves().isEmpty())) {
            return new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.TIME);
        }
        Instant occurred = happening.occurredAt() == null ? at : happening.occurredAt();
        return new Activity.Tracked(
                happening.type(), happening.event(), happening.properties(), Map.of(), occurred, "scenario");
    }

    private static Activity.SegmentChange change(String segment, boolean entered) {
        return new Activity.SegmentChange(segment, entered);
    }

    /** Time has passed and nothing has happened. */
    Activity passes(Instant at) {
        return activity(at, new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.TIME), List.of());
    }

    /** New segments are filled. */
    Activity filled(Instant at) {
        return activity(at, new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.BACKFILL), List.of());
    }

    /** What a journey put on the stream, as it comes back. */
    Activity came(SourceEvent event, Instant at) {
        Map<String, Object> after = change(event).applyTo(traits);
        traits.clear();
        traits.putAll(after);
        return activity(
                at,
                new Activity.Tracked(
                        event.type(), event.name(), event.properties(), event.context(), at, event.source()),
                List.of());
    }

    /** What profile-service reads out of an identify that a journey published. */
    private static TraitChange change(SourceEvent event) {
        Map<?, ?> relative = event.context().get("itinera") instanceof Map<?, ?> some ? some : Map.of();
        return new TraitChange(
                event.traits(),
                relative.get("unset") instanceof List<?> names
                        ? names.stream().map(String::valueOf).toList()
                        : List.of(),
                members(relative.get("increment")),
                members(relative.get("append")),
                members(relative.get("remove")));
    }

    private static Map<String, Object> members(Object value) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> members.put(String.valueOf(name), member));
        }
        return members;
    }

    /**
     * What somebody who asks for an entry by API knows of the profile.
     *
     * @param derived segments that it is in beside those that the scenario tells
     */
    Knowledge known(Set<String> derived) {
        Set<String> all = new HashSet<>(segments);
        all.addAll(derived);
        return new Knowledge(Map.copyOf(traits), computed, all);
    }

    Activity message(SendRequest request, Scenario.Fate fate, Instant at) {
        return activity(
                at,
                new Activity.MessageChanged(new MessageOutcome(
                        request.id(),
                        profileId,
                        request.channel(),
                        request.template(),
                        request.purpose(),
                        request.journey(),
                        fate.is(),
                        at,
                        fate.reason(),
                        fate.link(),
                        null,
                        null,
                        request.test())),
                List.of());
    }

    /** False where the profile said no to messages of this purpose on this channel. */
    boolean allows(SendRequest request) {
        for (String channel : List.of(request.channel(), "*")) {
            for (String purpose : List.of(request.purpose(), "*")) {
                Boolean decision = consents.get(channel + "/" + purpose);
                if (decision != null) {
                    return decision;
                }
            }
        }
        return true;
    }

    private void change(Map<String, Object> changes) {
        changes.forEach((trait, value) -> {
            if (value == null) {
                traits.remove(trait);
            } else {
                traits.put(trait, value);
            }
        });
    }

    private Activity activity(Instant at, Activity.Cause cause, List<Activity.SegmentChange> changes) {
        return new Activity(
                "scenario-" + ++activities,
                profileId,
                at,
                cause,
                Map.copyOf(traits),
                computed,
                Map.copyOf(consents),
                Set.copyOf(segments),
                changes);
    }
}
