package io.itinera.journey.engine;

import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.TaskChange;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.ReasonWord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Instances that stand where the catalog knows no step: their version is not there, or has no such step. What happens does not move
 * them; an order, an archive and their maximal duration do.
 */
final class Stranded {

    private final Run run;
    private final Instance instance;
    private final Instance.Waiting waiting;

    private Stranded(Run run, Instance instance) {
        this.run = run;
        this.instance = instance;
        this.waiting = instance.waiting();
    }

    /** Carries out an order where it is for such an instance. To go on there needs a move, as nothing says where to. */
    static void carryOut(Run run, Input.Ordered ordered) {
        for (Instance instance : List.copyOf(run.stranded())) {
            if (instance.id().equals(ordered.instance())) {
                Stranded lost = new Stranded(run, instance);
                switch (ordered.order()) {
                    case END -> lost.end(ReasonWord.ORDERED, Orders.detail(ordered));
                    case MOVE -> lost.move(ordered.to(), Orders.detail(ordered));
                    case GO_ON -> {
                        // Where to, only a step could say.
                    }
                }
            }
        }
    }

    /** Ends those whose journey is archived, and those whose maximal duration has passed by then. */
    static void endOverdue(Run run, Instant by) {
        for (Instance instance : List.copyOf(run.stranded())) {
            LiveJourney journey = run.catalog().journey(instance.journey());
            if (journey != null && journey.state() == PublishedJourney.State.ARCHIVED) {
                new Stranded(run, instance).end(ReasonWord.ARCHIVED, Map.of());
            } else if (instance.expires() != null
                    && !instance.expires().isAfter(by)
                    && (journey == null || !journey.standsStill(by))) {
                new Stranded(run, instance).end(ReasonWord.MAX_DURATION, Map.of());
            }
        }
        run.errands().carryOut();
    }

    /** Ends all of them of that kind. */
    static void endAll(Run run, Predicate<Instance> which, ReasonWord reason, Map<String, Object> detail) {
        run.stranded().stream().filter(which).toList().forEach(instance -> new Stranded(run, instance)
                .end(reason, detail));
    }

    /** The timers that are set while it stands there. */
    static List<TimerId> timers(String profileId, Instance instance) {
        Instance.Waiting waiting = instance.waiting();
        TimerId wait = waiting == null || waiting.due() == null
                ? null
                : new TimerId(
                        waiting.due(), profileId, instance.journey(), instance.id(), waiting.step(), waiting.visit());
        TimerId expiry = instance.expires() == null
                ? null
                : new TimerId(
                        instance.expires(), profileId, instance.journey(), instance.id(), TimerId.MAX_DURATION, 0);
        return Stream.of(wait, expiry).filter(timer -> timer != null).toList();
    }

    private void end(ReasonWord reason, Map<String, Object> detail) {
        leave();
        record(Transition.Kind.EXITED, null, reason, measured(Transition.Kind.EXITED, null, detail));
        if (instance.progress().messages().values().stream().anyMatch(Cancels::mayBeOpen)) {
            run.effect(new Effect.Cancel(new SendCancel(instance.id(), run.profileId(), reason.wire(), run.now())));
        }
        JourneyDefinition definition = run.definition(instance.journey(), instance.version());
        if (definition != null) {
            Goals.watch(run, new Traveller(run, definition, on(instance.version(), null, 1)));
        }
        run.errands().ended(instance, reason.wire());
    }

    /** To a step of its own version, where that is there, else of the version that entries use. */
    private void move(String to, Map<String, Object> detail) {
        boolean known = run.definition(instance.journey(), instance.version()) != null;
        int version = known ? instance.version() : run.version(instance.journey());
        JourneyDefinition definition = run.definition(instance.journey(), version);
        if (definition == null || definition.step(to).isEmpty()) {
            return;
        }
        leave();
        if (known) {
            record(Transition.Kind.MOVED, to, ReasonWord.ORDERED, measured(Transition.Kind.MOVED, to, detail));
        } else {
            Map<String, Object> led = new LinkedHashMap<>(detail);
            led.put("version", version);
            run.record(
                    at(),
                    instance.sequence(),
                    Transition.Kind.MIGRATED,
                    new Run.Why(null, to, ReasonWord.VERSION.of(String.valueOf(version)), led));
        }
        Traveller probe = new Traveller(run, definition, instance);
        Traveller there = run.take(on(version, known ? instance.expires() : Migrations.expires(run, probe), 1));
        if (there.began().expires() != null) {
            run.effect(new Effect.SetTimer(there.expiry()));
        }
        there.comeTo(to);
        run.settle(there);
    }

    /** Nothing of its stay goes on: neither its timers nor a task that somebody was given. */
    private void leave() {
        run.stranded().remove(instance);
        timers(run.profileId(), instance).forEach(timer -> run.effect(new Effect.CancelTimer(timer)));
        if (waiting != null
                && instance.progress().context().get(waiting.step()) instanceof Map<?, ?> state
                && state.get("task") instanceof String task) {
            run.effect(new Effect.Task(new TaskChange(
                    task,
                    run.profileId(),
                    at(),
                    waiting.visit(),
                    TaskChange.Kind.CLOSED,
                    null,
                    List.of(),
                    null,
                    null,
                    run.now())));
        }
    }

    /** The instance on a version, standing nowhere; no migration that was before leads it back. */
    private Instance on(int version, Instant expires, int told) {
        Instance.Migrated migrated = instance.migrated() == null
                ? null
                : new Instance.Migrated(instance.migrated().number(), false, null, 0, null);
        return new Instance(
                instance.id(),
                instance.journey(),
                version,
                instance.key(),
                instance.entry(),
                null,
                expires,
                instance.sequence() + told,
                instance.progress(),
                migrated);
    }

    private JourneyRef at() {
        return new JourneyRef(
                instance.journey(), instance.version(), instance.id(), waiting == null ? null : waiting.step());
    }

    private void record(Transition.Kind kind, String next, ReasonWord reason, Map<String, Object> detail) {
        run.record(at(), instance.sequence(), kind, new Run.Why(null, next, reason.alone(), detail));
    }

    private Map<String, Object> measured(Transition.Kind kind, String next, Map<String, Object> detail) {
        int before = next == null ? 0 : instance.progress().visits().getOrDefault(next, 0);
        return new Measures(
                        instance.entry().at(),
                        waiting == null ? null : waiting.since(),
                        waiting == null ? 0 : waiting.visit(),
                        next == null ? 0 : before + 1)
                .in(kind, detail);
    }
}
