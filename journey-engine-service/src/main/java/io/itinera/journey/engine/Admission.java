package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import io.itinera.journey.definition.Entry;
import io.itinera.journey.definition.EventFacts;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.ReasonWord;
import io.itinera.journey.definition.Trigger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an entry must meet, in this order: the journey takes entries, and is entered this way; the event is not for the record only, and
 * fresh; the profile qualifies and is within the launch; re-entry allows it, and no journey of the group stands in the way.
 */
final class Admission {

    /** More instances of one journey at a time are a key that tells nothing apart, such as a time. */
    private static final int MAX_LIVE = 100;

    private final Run run;
    private final LiveJourney journey;
    private final LiveJourney.Offered offered;
    private final Occasion occasion;
    private final ZoneId zone;

    /** Why not. */
    record Refusal(ReasonWord reason, Map<String, Object> detail) {
        private Refusal(ReasonWord reason) {
            this(reason, Map.of());
        }
    }

    /**
     * Where the profile stands in a limited launch.
     *
     * @param draw of the profile, from 0 to 100
     * @param percent below which draws enter
     * @param always true when one of the profile's segments enters in any case
     */
    record Launch(double draw, double percent, boolean always) {
        private boolean admits() {
            return always || draw < percent;
        }

        /** How it let the profile in; nothing where everyone may enter. */
        Map<String, Object> detail() {
            if (percent >= 100) {
                return Map.of();
            }
            return draw < percent
                    ? Map.of("draw", draw, "percent", percent)
                    : Map.of("draw", draw, "percent", percent, "always", true);
        }
    }

    /** @param zone of the profile */
    Admission(Run run, LiveJourney journey, LiveJourney.Offered offered, Occasion occasion, ZoneId zone) {
        this.run = run;
        this.journey = journey;
        this.offered = offered;
        this.occasion = occasion;
        this.zone = zone;
    }

    /**
     * Why the entry is refused; null when it is not.
     *
     * @param key value of the re-entry key, or null
     */
    Refusal refusal(String key) {
        Refusal refusal = door();
        refusal = refusal == null ? profile() : refusal;
        refusal = refusal == null ? reentry(key) : refusal;
        return refusal == null ? group() : refusal;
    }

    Launch launch() {
        Entry.Rollout rollout = definition().entry().rollout();
        return new Launch(
                Draw.of("rollout", run.profileId(), journey.key()) * 100,
                journey.amendments().percent(offered.version(), activity().at(), rollout.percent()),
                rollout.always().stream().anyMatch(activity().segments()::contains));
    }

    private JourneyDefinition definition() {
        return offered.definition();
    }

    private Activity activity() {
        return occasion.activity();
    }

    private Refusal door() {
        if (!journey.takesEntries(activity().at())) {
            return new Refusal(ReasonWord.PAUSED);
        }
        boolean asked = occasion.reason() == ReasonWord.BY_API;
        return asked && !(definition().entry().on() instanceof Trigger.Asked)
                ? new Refusal(ReasonWord.NOT_BY_API)
                : null;
    }

    private Refusal profile() {
        if (!activity().movesJourneys()) {
            return new Refusal(ReasonWord.FOR_THE_RECORD);
        }
        Entry entry = definition().entry();
        Instant occurred = Goals.occurredAt(activity());
        if (entry.maxAge() != null && occurred.isBefore(entry.maxAge().negated().after(run.now(), zone))) {
            return new Refusal(
                    ReasonWord.TOO_OLD,
                    Map.of(
                            "occurredAt",
                            occurred.toString(),
                            "maxAge",
                            entry.maxAge().toString()));
        }
        EventFacts facts = new EventFacts(activity(), zone);
        if (entry.audience() != null && !entry.audience().test(facts)) {
            return new Refusal(
                    ReasonWord.AUDIENCE,
                    Map.of("audience", entry.audience().explain(facts).toMap()));
        }
        Launch launch = launch();
        return launch.admits()
                ? null
                : new Refusal(ReasonWord.ROLLOUT, Map.of("draw", launch.draw(), "percent", launch.percent()));
    }

    private Refusal reentry(String key) {
        List<Instance> live = instances();
        ProfileState.Memory memory = Reentry.known(run, journey.key());
        return switch (definition().entry().reentry()) {
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
                                .map(Admission::live)
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

    private Refusal group() {
        Traveller other = Groups.blocking(run, definition());
        return other == null ? null : new Refusal(ReasonWord.GROUP, Groups.conflict(run, definition(), other));
    }
}
