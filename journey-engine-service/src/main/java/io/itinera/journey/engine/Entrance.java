package io.itinera.journey.engine;

import io.itinera.conditions.Condition;
import io.itinera.contracts.Activity;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Entry;
import io.itinera.journey.definition.EventFacts;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Reason;
import io.itinera.journey.definition.ReasonWord;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Begins an instance where something gives rise to an entry and its {@link Admission} allows it. */
final class Entrance {

    private final Run run;
    private final LiveJourney journey;
    private final int version;
    private final JourneyDefinition definition;
    private final Occasion occasion;
    private final Activity activity;
    private final ZoneId zone;
    private final Admission admission;

    /**
     * An entry that was tried.
     *
     * @param journey key of the journey
     * @param version that it would use, 0 where there is none
     * @param occasion id of what gave rise to it
     */
    record Attempt(String journey, int version, String occasion) {}

    Entrance(Run run, LiveJourney journey, Occasion occasion) {
        this.run = run;
        this.journey = journey;
        this.occasion = occasion;
        this.activity = occasion.activity();
        LiveJourney.Offered offered = journey.offeredAt(activity.at());
        this.version = offered.version();
        this.definition = offered.definition();
        // Not the activity's: a journey that applied before may have changed it, and the instance's waits follow that.
        this.zone = definition.zoneFor(run.known().traits().get("timezone"));
        this.admission = new Admission(run, journey, offered, occasion, zone);
    }

    /** The API asks for an entry. What it knows of the profile counts where the engine knows nothing. */
    static void ask(Run run, Input.EntryRequested asked) {
        if (!run.knowsProfile()) {
            run.learn(asked.known());
        }
        LiveJourney journey = run.catalog().journey(asked.journey());
        if (journey != null && journey.offeredAt(run.now()) != null) {
            new Entrance(run, journey, Occasion.of(run, asked)).tryEnter();
        } else {
            Attempt attempt = new Attempt(asked.journey(), 0, asked.id());
            refuse(run, attempt, ReasonWord.NO_JOURNEY, Map.of("request", asked.id()));
        }
    }

    /** Tells that an entry was refused before any journey was asked. */
    static void refuse(Run run, Attempt attempt, ReasonWord reason, Map<String, Object> detail) {
        String id = ProfileIds.derive(run.profileId() + "|" + attempt.journey() + "|" + attempt.occasion());
        tellRefused(run, new JourneyRef(attempt.journey(), attempt.version(), id, null), reason, detail);
    }

    private static void tellRefused(Run run, JourneyRef ref, ReasonWord reason, Map<String, Object> detail) {
        run.record(ref, 0, Transition.Kind.REFUSED, new Run.Why(null, null, reason.alone(), detail));
    }

    /**
     * Begins an instance, or tells why not.
     *
     * @return why not; null when it began, or had begun before
     */
    Reason tryEnter() {
        String key = keyValue();
        String id = ProfileIds.derive(
                run.profileId() + "|" + journey.key() + "|" + activity.id() + (key == null ? "" : "|" + key));
        if (known(id)) {
            return null;
        }
        Admission.Refusal refusal = admission.refusal(key);
        if (refusal != null) {
            tellRefused(run, new JourneyRef(journey.key(), version, id, null), refusal.reason(), refusal.detail());
            return refusal.reason().alone();
        }
        for (Traveller other : Groups.beside(run, definition)) {
            other.end(ReasonWord.PREEMPTED, Groups.preempted(run, definition, other));
            run.settle(other);
        }
        Reentry.remember(run, journey.key(), definition.entry().reentry());
        Traveller traveller = run.take(instance(id, key));
        traveller.enter(occasion.reason(), detail());
        run.settle(traveller);
        return null;
    }

    /** True when this very entry was made before: the activity came twice. */
    private boolean known(String id) {
        return run.live().stream().anyMatch(t -> t.id().equals(id))
                || run.watched().stream()
                        .anyMatch(w -> w.instance().equals(id) && w.until().isAfter(run.now()));
    }

    private String keyValue() {
        if (definition.entry().reentry() instanceof Entry.Reentry.EveryTime(var path) && path != null) {
            Object value = path.in(EventFacts.properties(activity));
            return value == null ? null : String.valueOf(value);
        }
        return null;
    }

    private Instance instance(String id, String key) {
        return new Instance(
                id,
                journey.key(),
                version,
                key,
                new Instance.Entered(
                        run.now(),
                        Goals.occurredAt(activity),
                        activity.id(),
                        EventFacts.properties(activity),
                        occasion.awaiter()),
                null,
                expires(),
                0,
                new Instance.Progress(
                        EventFacts.properties(activity), occasion.context(), Map.of(), Map.of(), Set.of(), Map.of()),
                null);
    }

    private Instant expires() {
        return definition.maxDuration() == null
                ? null
                : definition.maxDuration().after(run.now(), zone);
    }

    private Map<String, Object> detail() {
        Map<String, Object> detail = new LinkedHashMap<>(
                occasion.detail() == null ? definition.entry().on().detail(activity, zone) : occasion.detail());
        Condition audience = definition.entry().audience();
        if (audience != null) {
            detail.put(
                    "audience", audience.explain(new EventFacts(activity, zone)).toMap());
        }
        detail.putAll(admission.launch().detail());
        if (definition.rank().group() != null) {
            detail.put("group", definition.rank().group());
        }
        detail.put("reentry", definition.entry().reentry().wire());
        detail.put("zone", zone.getId());
        Company.of(activity.segments()).ifPresent(segments -> detail.put("segments", segments));
        return detail;
    }
}
