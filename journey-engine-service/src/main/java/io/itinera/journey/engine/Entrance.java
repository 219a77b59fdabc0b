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
import io.itinera.journey.definition.Trigger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides whether an activity that a journey's entry listens for begins an instance, and begins it. */
final class Entrance {

    /** More instances of one journey at a time are a key that tells nothing apart, such as a time. */
    private static final int MAX_LIVE = 100;

    private final Run run;
    private final LiveJourney journey;
    private final int version;
    private final JourneyDefinition definition;
    private final Occasion occasion;
    private final Activity activity;
    private final ZoneId zone;

    /** Why not. */
    private record Refusal(ReasonWord reason, Map<String, Object> detail) {
        Refusal(ReasonWord reason) {
            this(reason, Map.of());
        }
    }

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
        Refusal refusal = refusal(key);
        if (refusal != null) {
            JourneyRef ref = new JourneyRef(journey.key(), version, id, null);
            run.record(
                    ref,
                    0,
                    Transition.Kind.REFUSED,
                    new Run.Why(null, null, refusal.reason().alone(), refusal.detail()));
            return refusal.reason().alone();
        }
        for (Traveller other : inGroup()) {
            other.end(ReasonWord.PREEMPTED, preempted(run, definition, other));
            run.settle(other);
        }
        Reentry.remember(run, journey);
        Traveller traveller = run.take(instance(id, key));
        traveller.enter(occasion.reason(), detail());
        run.settle(traveller);
        return null;
    }

    /** What explains that another journey of the group goes first. */
    static Map<String, Object> preempted(Run run, JourneyDefinition by, Traveller other) {
        return Map.of(
                "by",
                by.key(),
                "group",
                by.rank().group(),
                "priority",
                other.journey().rank().priorityAt(run.now()),
                "otherPriority",
                by.rank().priorityAt(run.now()));
    }

    /** True when this very entry was made before: the activity came twice. */
    private boolean known(String id) {
        return run.live().stream().anyMatch(t -> t.id().equals(id))
                || run.watched().stream().anyMatch(w -> w.instance().equals(id));
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
        detail.putAll(launch(definition.entry().rollout()));
        if (definition.rank().group() != null) {
            detail.put("group", definition.rank().group());
        }
        detail.put("reentry", definition.entry().reentry().wire());
        detail.put("zone", zone.getId());
        return detail;
    }

    /** How a limited launch let the profile in; nothing where everyone may enter. */
    private Map<String, Object> launch(Entry.Rollout rollout) {
        double percent = journey.amendments().percent(version, activity.at(), rollout.percent());
        if (percent >= 100) {
            return Map.of();
        }
        double draw = rolloutDraw();
        return draw < percent
                ? Map.of("draw", draw, "percent", percent)
                : Map.of("draw", draw, "percent", percent, "always", true);
    }

    private double rolloutDraw() {
        return Draw.of("rollout", run.profileId(), journey.key()) * 100;
    }

    private String keyValue() {
        if (definition.entry().reentry() instanceof Entry.Reentry.EveryTime(var path) && path != null) {
            Object value = path.in(EventFacts.properties(activity));
            return value == null ? null : String.valueOf(value);
        }
        return null;
    }

    private Refusal refusal(String key) {
        if (!journey.takesEntries(activity.at())) {
            return new Refusal(ReasonWord.PAUSED);
        }
        if (occasion.reason() == ReasonWord.BY_API && !(definition.entry().on() instanceof Trigger.Asked)) {
            return new Refusal(ReasonWord.NOT_BY_API);
        }
        Entry entry = definition.entry();
        if (entry.maxAge() != null
                && Goals.occurredAt(activity).isBefore(entry.maxAge().negated().after(run.now(), zone))) {
            return new Refusal(
                    ReasonWord.TOO_OLD,
                    Map.of(
                            "occurredAt",
                            Goals.occurredAt(activity).toString(),
                            "maxAge",
                            entry.maxAge().toString()));
        }
        if (entry.audience() != null && !entry.audience().test(new EventFacts(activity, zone))) {
            return new Refusal(
                    ReasonWord.AUDIENCE,
                    Map.of(
                            "audience",
                            entry.audience()
                                    .explain(new EventFacts(activity, zone))
                                    .toMap()));
        }
        Refusal refusal = rollout(entry.rollout());
        refusal = refusal == null ? reentry(entry.reentry(), key) : refusal;
        return refusal == null ? group() : refusal;
    }

    private Refusal rollout(Entry.Rollout rollout) {
        double draw = rolloutDraw();
        boolean always = rollout.always().stream().anyMatch(activity.segments()::contains);
        double percent = journey.amendments().percent(version, activity.at(), rollout.percent());
        return draw < percent || always
                ? null
                : new Refusal(ReasonWord.ROLLOUT, Map.of("draw", draw, "percent", percent));
    }

    private Refusal reentry(Entry.Reentry reentry, String key) {
        List<Instance> live = instances();
        ProfileState.Memory memory = run.memories().get(journey.key());
        return switch (reentry) {
            case Entry.Reentry.Once _
            when memory != null ->
                new Refusal(
                        ReasonWord.ONCE,
                        Map.of("lastEntered", memory.lastEntered().toString()));
            case Entry.Reentry.Once _ when !live.isEmpty() -> live(live.getFirst());
            case Entry.Reentry.Once _ -> null;
            case Entry.Reentry.AfterExit _ when !live.isEmpty() -> live(live.getFirst());
            case Entry.Reentry.AfterExit(var cooldown)
            when cooldown != null && memory != null -> {
                Instant until = cooldown.after(memory.lastEntered(), zone);
                yield run.now().isBefore(until)
                        ? new Refusal(ReasonWord.COOLDOWN, Map.of("until", until.toString()))
                        : null;
            }
            case Entry.Reentry.AfterExit _ -> null;
            case Entry.Reentry.EveryTime(var path)
            when path != null && key == null -> new Refusal(ReasonWord.NO_KEY, Map.of("key", path.toString()));
            case Entry.Reentry.EveryTime _ ->
                live.size() >= MAX_LIVE
                        ? new Refusal(ReasonWord.TOO_MANY, Map.of("live", live.size()))
                        : live.stream()
                                .filter(i -> key != null && key.equals(i.key()))
                                .findFirst()
                                .map(Entrance::live)
                                .orElse(null);
        };
    }

    private List<Instance> instances() {
        List<Instance> all = new ArrayList<>(run.stranded());
        run.live().forEach(t -> all.add(t.began()));
        all.removeIf(i -> !i.journey().equals(journey.key()));
        return all;
    }

    private static Refusal live(Instance instance) {
        return new Refusal(ReasonWord.LIVE, Map.of("instance", instance.id()));
    }

    private List<Traveller> inGroup() {
        String group = definition.rank().group();
        return run.live().stream()
                .filter(t -> group != null
                        && group.equals(t.journey().rank().group())
                        && !t.began().journey().equals(journey.key()))
                .toList();
    }

    /** The journey that is there stays, unless this one has the higher priority and does not wait its turn. */
    private Refusal group() {
        int priority = definition.rank().priorityAt(run.now());
        return inGroup().stream()
                .filter(t -> !definition.rank().preempts() || t.journey().rank().priorityAt(run.now()) >= priority)
                .findFirst()
                .map(t -> new Refusal(ReasonWord.GROUP, conflict(t)))
                .orElse(null);
    }

    /** Both sides of a conflict in a group. */
    private Map<String, Object> conflict(Traveller other) {
        return Map.of(
                "group",
                definition.rank().group(),
                "journey",
                other.began().journey(),
                "priority",
                definition.rank().priorityAt(run.now()),
                "otherPriority",
                other.journey().rank().priorityAt(run.now()),
                "conflict",
                definition.rank().preempts() ? "preempt" : "block");
    }
}
