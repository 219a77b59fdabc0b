package io.itinera.journey.engine;

import io.itinera.journey.definition.Entry;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.ReasonWord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Moves the journeys of one profile to another. Where the same journey is live on both, the older instance stays. */
final class Merge {

    private static final Comparator<Instance> AGE =
            Comparator.<Instance, Instant>comparing(i -> i.entry().at()).thenComparing(Instance::id);

    private Merge() {}

    /** Hands everything over; nothing stays behind. */
    static Outcome away(Run run, String into) {
        ProfileState state = run.after();
        run.live().stream()
                .flatMap(traveller -> traveller.timers().stream())
                .forEach(timer -> run.effect(new Effect.CancelTimer(timer)));
        run.standings().cancel();
        state.watched().forEach(w -> run.effect(new Effect.CancelTimer(Goals.timer(run.profileId(), w))));
        if (!state.isEmpty()) {
            run.effect(new Effect.Deliver(into, new Input.MovedIn(state, run.now())));
        }
        return run.outcomeWith(ProfileState.empty(run.profileId()));
    }

    /** Takes in what another profile handed over. */
    static void in(Run run, ProfileState from) {
        if (run.live().isEmpty() && run.standings().isEmpty()) {
            run.learn(from.known());
        }
        run.standings().moveIn(from.standing());
        List<Instance> moving = new ArrayList<>(from.live());
        moving.sort(Comparator.<Instance>comparingInt(i -> -priority(run, i))
                .thenComparing(Instance::journey)
                .thenComparing(Instance::id));
        moving.forEach(instance -> moveIn(run, from.profileId(), instance));
        if (!moving.isEmpty()) {
            settleGroups(run);
        }
        for (Watch watch : from.watched()) {
            if (run.watched().stream().noneMatch(w -> w.instance().equals(watch.instance()))) {
                run.watched().add(watch);
                run.effect(new Effect.SetTimer(Goals.timer(run.profileId(), watch)));
            }
        }
        run.engaged(run.engagement().plus(from.engagement()));
        run.parked().addAll(from.parked());
        Reentry.moveIn(run, from.memories());
    }

    /** At most one journey of a group stays: the one with the higher priority, between equals the older instance. */
    private static void settleGroups(Run run) {
        List<Traveller> first = run.live();
        first.sort(Comparator.<Traveller>comparingInt(t -> -t.journey().rank().priorityAt(run.now()))
                .thenComparing(Traveller::began, AGE));
        for (Traveller stays : first) {
            String group = stays.journey().rank().group();
            if (group == null || stays.over()) {
                continue;
            }
            for (Traveller other : run.live()) {
                if (group.equals(other.journey().rank().group()) && goesFirst(run, stays, other)) {
                    other.end(ReasonWord.PREEMPTED, Groups.preempted(run, stays.journey(), other));
                    run.settle(other);
                }
            }
        }
    }

    private static boolean goesFirst(Run run, Traveller one, Traveller other) {
        int difference = one.journey().rank().priorityAt(run.now())
                - other.journey().rank().priorityAt(run.now());
        return !one.began().journey().equals(other.began().journey())
                && (difference > 0 || difference == 0 && AGE.compare(one.began(), other.began()) < 0);
    }

    private static int priority(Run run, Instance instance) {
        JourneyDefinition definition = run.definition(instance.journey(), instance.version());
        return definition == null ? 0 : definition.rank().priorityAt(run.now());
    }

    private static void moveIn(Run run, String from, Instance instance) {
        List<Traveller> same = run.live().stream()
                .filter(t ->
                        sameJourney(t.began(), instance, t.journey().entry().reentry()))
                .toList();
        if (same.stream().anyMatch(t -> t.id().equals(instance.id()))) {
            return;
        }
        Traveller moved = run.take(instance);
        if (moved == null) {
            Stranded.timers(run.profileId(), instance).forEach(timer -> run.effect(new Effect.SetTimer(timer)));
            return;
        }
        moved.moved(from);
        Traveller newer = same.stream()
                .filter(t -> AGE.compare(t.began(), instance) < 0)
                .map(_ -> moved)
                .findFirst()
                .orElse(null);
        if (newer != null) {
            newer.end(ReasonWord.MERGED_AWAY, Map.of("stays", same.getFirst().id()));
            run.dismiss(newer);
            return;
        }
        same.forEach(t -> {
            t.end(ReasonWord.MERGED_AWAY, Map.of("stays", instance.id()));
            run.dismiss(t);
        });
        moved.timers().forEach(timer -> run.effect(new Effect.SetTimer(timer)));
    }

    private static boolean sameJourney(Instance a, Instance b, Entry.Reentry reentry) {
        return a.journey().equals(b.journey())
                && (!(reentry instanceof Entry.Reentry.EveryTime)
                        || a.key() != null && Objects.equals(a.key(), b.key())
                        || a.id().equals(b.id()));
    }
}
