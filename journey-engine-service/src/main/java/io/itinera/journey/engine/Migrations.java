package io.itinera.journey.engine;

import io.itinera.conditions.Span;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.PublishedJourney.Migration;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Placement;
import io.itinera.journey.definition.ReasonWord;
import io.itinera.journey.definition.Step;
import io.itinera.journey.definition.StepMapping;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Leads instances to another version, and back. A migration applies at its own moment: what was due before is done on the version
 * that is left. An instance that it leads to a step which is to be done anew comes due there at once; one that it ends is parked, so
 * that the migration can be taken back.
 */
final class Migrations {

    private final Run run;
    private final Instant by;

    /** What is to be done next: the earliest migration that concerns an instance where it stands. */
    private record Next(Instant at, Traveller traveller, Migration migration) {

        static Next earlier(Next a, Next b) {
            return a == null || b != null && b.at().isBefore(a.at()) ? b : a;
        }
    }

    private Migrations(Run run, Instant by) {
        this.run = run;
        this.by = by;
    }

    /** Whether there is an instance that a migration concerns where it stands. */
    static boolean areOpen(Run run, Instant by) {
        return new Migrations(run, by).next(by) != null;
    }

    /** Applies all migrations that were published by then, each after what was due before it. */
    static void apply(Run run, Instant by) {
        Migrations migrations = new Migrations(run, by);
        for (Next next = migrations.next(by); next != null; next = migrations.next(by)) {
            Next now = DueTimes.apply(run, next.at()) ? migrations.next(next.at()) : null;
            if (now != null) {
                migrations.carryOut(now);
                // Whoever waits for one that was ended goes on at this moment, and may change what time brings.
                run.errands().carryOut();
                run.standings().refresh();
            }
        }
    }

    private Next next(Instant until) {
        Next earliest = null;
        for (Traveller traveller : run.live()) {
            LiveJourney journey = run.published(traveller);
            for (Migration migration : journey.amendments().migrations()) {
                if (traveller.waiting() != null && concerns(journey, migration, traveller.instance())) {
                    Instant since = traveller.waiting().since();
                    Instant at = since.isAfter(migration.at()) ? since : migration.at();
                    earliest =
                            at.isAfter(until) ? earliest : Next.earlier(earliest, new Next(at, traveller, migration));
                    break;
                }
            }
        }
        return earliest;
    }

    private boolean concerns(LiveJourney journey, Migration migration, Instance instance) {
        int seen = instance.migrated() == null ? 0 : instance.migrated().number();
        if (migration.number() <= seen) {
            return false;
        }
        if (migration.undoes() != null) {
            return migration.undoes() == seen && instance.migrated().origin() != null;
        }
        JourneyDefinition from = journey.versions().get(instance.version());
        JourneyDefinition to = journey.versions().get(migration.to());
        return migration.from().contains(instance.version())
                && journey.amendments().undoing(migration.number()) == null
                && to != null
                && !(mapping(migration).place(from, to, instance.waiting().step()) instanceof Placement.Stays);
    }

    private static StepMapping mapping(Migration migration) {
        return new StepMapping(migration.follow(), migration.steps(), Set.copyOf(migration.ends()));
    }

    private void carryOut(Next next) {
        Traveller traveller = next.traveller();
        Migration migration = next.migration();
        if (migration.undoes() != null) {
            lead(traveller, back(traveller.instance(), migration));
            return;
        }
        JourneyDefinition to = run.published(traveller).versions().get(migration.to());
        String step = traveller.waiting().step();
        switch (mapping(migration).place(traveller.journey(), to, step)) {
            case Placement.Keeps(String there) ->
                lead(traveller, moved(traveller, migration, to, there, traveller.arriving()));
            case Placement.Anew(String there) -> lead(traveller, moved(traveller, migration, to, there, true));
            case Placement.Leaves(String why) -> {
                Instance before = traveller.instance();
                traveller.end(
                        ReasonWord.MIGRATED_AWAY,
                        Map.of("migration", migration.number(), "version", migration.to(), "why", why));
                run.settle(traveller);
                run.parked()
                        .add(new ProfileState.Parked(
                                migration.number(),
                                renumbered(before, traveller.instance().sequence())));
            }
            case Placement.Stays _ -> throw new IllegalStateException("an instance that stays is not concerned");
        }
    }

    /** The instance on the new version. */
    private Instance moved(Traveller traveller, Migration migration, JourneyDefinition to, String there, boolean anew) {
        Instance was = traveller.instance();
        Instance.Progress progress = renamed(was.progress(), migration.steps());
        Traveller probe = new Traveller(run, to, was);
        Instance.Waiting waiting = anew
                ? new Instance.Waiting(there, progress.visits().getOrDefault(there, 0) + 1, run.now(), run.now(), false)
                : kept(traveller, probe, there);
        if (!anew) {
            Map<String, Integer> visits = new LinkedHashMap<>(progress.visits());
            visits.merge(there, waiting.visit(), Math::max);
            progress = new Instance.Progress(
                    progress.event(),
                    progress.context(),
                    progress.messages(),
                    Collections.unmodifiableMap(visits),
                    progress.goals(),
                    progress.arms());
        }
        return new Instance(
                was.id(),
                was.journey(),
                migration.to(),
                was.key(),
                was.entry(),
                waiting,
                expires(run, probe),
                was.sequence(),
                progress,
                new Instance.Migrated(
                        migration.number(),
                        anew,
                        there,
                        waiting.visit(),
                        new Instance.Origin(was.version(), was.waiting(), was.expires(), traveller.arriving())));
    }

    /** A wait that goes on: from when it began, with the words of the new version. */
    private Instance.Waiting kept(Traveller traveller, Traveller probe, String there) {
        Instance.Waiting waiting = traveller.waiting();
        Instant due = waiting.due();
        Step is = probe.journey().steps().get(there);
        if (waiting.answer() == null && !is.endsLike(traveller.journey().steps().get(waiting.step()))) {
            due = is.end(probe.facts(), waiting.since());
            due = due != null && due.isBefore(run.now()) ? run.now() : due;
        }
        boolean missed = waiting.missed() && due != null && !due.isAfter(run.now());
        return new Instance.Waiting(there, waiting.visit(), waiting.since(), due, missed, waiting.answer());
    }

    /** When the maximal duration of another version ends an instance that {@code probe} puts on it, or null. */
    static Instant expires(Run run, Traveller probe) {
        Span longest = probe.journey().maxDuration();
        if (longest == null) {
            return null;
        }
        Instant expires =
                longest.after(probe.began().entry().at(), probe.facts().zone());
        return expires.isBefore(run.now()) ? run.now() : expires;
    }

    /** Messages and arms of a step that has another key now are known under that one, too. */
    private static Instance.Progress renamed(Instance.Progress progress, Map<String, String> steps) {
        Map<String, Instance.Message> messages = new HashMap<>(progress.messages());
        Map<String, String> arms = new HashMap<>(progress.arms());
        steps.forEach((step, there) -> {
            if (progress.messages().containsKey(step)) {
                messages.put(there, progress.messages().get(step));
            }
            if (progress.arms().containsKey(step)) {
                arms.put(there, progress.arms().get(step));
            }
        });
        return new Instance.Progress(
                progress.event(),
                progress.context(),
                Map.copyOf(messages),
                progress.visits(),
                progress.goals(),
                Map.copyOf(arms));
    }

    /** The instance where it was before the migration; unmoved where it has gone on since, or where that version is gone. */
    private Instance back(Instance instance, Migration undo) {
        Instance.Migrated migrated = instance.migrated();
        Instance.Origin origin = migrated.origin();
        Instance.Waiting waiting = instance.waiting();
        boolean stands = waiting.step().equals(migrated.step())
                && waiting.visit() == migrated.visit()
                && run.definition(instance.journey(), origin.version()) != null;
        Resumption resumed = stands
                ? Resumption.of(run, instance, origin, sameVisit(waiting, origin.waiting()))
                : new Resumption(waiting, false);
        return new Instance(
                instance.id(),
                instance.journey(),
                stands ? origin.version() : instance.version(),
                instance.key(),
                instance.entry(),
                resumed.waiting(),
                stands ? origin.expires() : instance.expires(),
                instance.sequence(),
                instance.progress(),
                resumed.after(undo));
    }

    private static boolean sameVisit(Instance.Waiting a, Instance.Waiting b) {
        return a.step().equals(b.step()) && a.visit() == b.visit();
    }

    private void lead(Traveller traveller, Instance moved) {
        boolean elsewhere = moved.version() != traveller.began().version();
        if (!elsewhere) {
            run.replace(traveller, moved);
            return;
        }
        traveller.timers().forEach(timer -> run.effect(new Effect.CancelTimer(timer)));
        Instance.Waiting from = traveller.waiting();
        if (!sameVisit(from, moved.waiting())) {
            traveller.takeLeave(null);
        }
        tell(run, moved, traveller.began().version(), from.step(), traveller.journey());
        Traveller there = run.replace(traveller, renumbered(moved, moved.sequence() + 2));
        there.timers().forEach(timer -> run.effect(new Effect.SetTimer(timer)));
    }

    /** Two transitions: out of the version that is left, and where the instance stands now. */
    static void tell(Run run, Instance moved, int from, String step, JourneyDefinition was) {
        Instance.Waiting waiting = moved.waiting();
        Instance.Migrated migrated = moved.migrated();
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("migration", migrated.number());
        detail.put("version", moved.version());
        if (migrated.origin() == null) {
            detail.put("undone", true);
        }
        run.record(
                new JourneyRef(moved.journey(), from, moved.id(), step),
                moved.sequence(),
                Transition.Kind.MIGRATED,
                new Run.Why(
                        type(was, step),
                        waiting.step(),
                        ReasonWord.VERSION.of(String.valueOf(moved.version())),
                        detail));
        JourneyDefinition is = run.definition(moved.journey(), moved.version());
        run.record(
                new JourneyRef(moved.journey(), moved.version(), moved.id(), waiting.step()),
                moved.sequence() + 1,
                Transition.Kind.WAITING,
                new Run.Why(
                        type(is, waiting.step()),
                        null,
                        (migrated.arriving() ? ReasonWord.ARRIVING : ReasonWord.KEPT).alone(),
                        stands(waiting)));
    }

    private static Map<String, Object> stands(Instance.Waiting waiting) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("since", waiting.since().toString());
        if (waiting.due() != null) {
            detail.put("due", waiting.due().toString());
        }
        return detail;
    }

    private static String type(JourneyDefinition journey, String step) {
        return journey.step(step).map(s -> s.type()).orElse(null);
    }

    static Instance renumbered(Instance instance, long sequence) {
        return new Instance(
                instance.id(),
                instance.journey(),
                instance.version(),
                instance.key(),
                instance.entry(),
                instance.waiting(),
                instance.expires(),
                sequence,
                instance.progress(),
                instance.migrated());
    }
}
