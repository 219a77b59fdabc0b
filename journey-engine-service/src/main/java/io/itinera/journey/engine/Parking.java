package io.itinera.journey.engine;

import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.Migration;
import io.itinera.journey.definition.Entry;
import io.itinera.journey.definition.JourneyDefinition;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Instances that a migration ended: they come back when it is taken back, and are let go when that can no longer happen. */
final class Parking {

    private final Run run;
    private final Instant by;

    private Parking(Run run, Instant by) {
        this.run = run;
        this.by = by;
    }

    /** Brings back whom the undoing of a migration brings back by then, and lets go of the others; whether somebody came back. */
    static boolean look(Run run, Instant by) {
        Parking parking = new Parking(run, by);
        boolean back = false;
        for (ProfileState.Parked parked : List.copyOf(run.parked())) {
            LiveJourney journey = run.catalog().journey(parked.instance().journey());
            if (journey == null) {
                continue;
            }
            Migration undo = journey.amendments().undoing(parked.migration());
            if (undo != null && !undo.at().isAfter(by)) {
                run.parked().remove(parked);
                back |= parking.bringBack(parked.instance(), undo);
            } else if (parking.over(parked, journey)) {
                run.parked().remove(parked);
            }
        }
        return back;
    }

    private boolean over(ProfileState.Parked parked, LiveJourney journey) {
        Migration migration = journey.amendments().migration(parked.migration());
        return migration == null
                || migration.to() != journey.version()
                || journey.state() == PublishedJourney.State.ARCHIVED
                || expired(parked.instance());
    }

    private boolean expired(Instance instance) {
        return instance.expires() != null && !instance.expires().isAfter(by);
    }

    private boolean bringBack(Instance was, Migration undo) {
        JourneyDefinition definition = run.definition(was.journey(), was.version());
        if (definition == null || expired(was) || taken(was, definition)) {
            return false;
        }
        boolean arriving = was.migrated() != null && was.migrated().arriving();
        Instance.Origin stood = new Instance.Origin(was.version(), was.waiting(), was.expires(), arriving);
        Resumption resumed = Resumption.of(run, was, stood, false);
        Instance back = new Instance(
                was.id(),
                was.journey(),
                was.version(),
                was.key(),
                was.entry(),
                resumed.waiting(),
                was.expires(),
                was.sequence(),
                was.progress(),
                resumed.after(undo));
        back = endWatch(back);
        Migrations.tell(run, back, was.version(), was.waiting().step(), definition);
        Traveller traveller = run.take(Migrations.renumbered(back, back.sequence() + 2));
        traveller.timers().forEach(timer -> run.effect(new Effect.SetTimer(timer)));
        return true;
    }

    /** Somebody else has taken the place: another instance of the journey, or another journey of the group. */
    private boolean taken(Instance was, JourneyDefinition definition) {
        boolean manyAtATime = definition.entry().reentry() instanceof Entry.Reentry.EveryTime && was.key() == null;
        String group = definition.rank().group();
        return run.live().stream()
                .anyMatch(t -> t.began().journey().equals(was.journey())
                        ? !manyAtATime && Objects.equals(t.began().key(), was.key())
                        : group != null && group.equals(t.journey().rank().group()));
    }

    /** Nobody watches any more who was parked: what was told of the instance meanwhile is kept with it, should it come back. */
    static void keepTold(Run run, Watch watch) {
        run.parked()
                .replaceAll(parked -> parked.instance().id().equals(watch.instance())
                        ? new ProfileState.Parked(parked.migration(), told(parked.instance(), watch))
                        : parked);
    }

    private Instance endWatch(Instance back) {
        for (Watch watch : List.copyOf(run.watched())) {
            if (watch.instance().equals(back.id())) {
                run.watched().remove(watch);
                run.effect(new Effect.CancelTimer(Goals.timer(run.profileId(), watch)));
                return told(back, watch);
            }
        }
        return back;
    }

    /** With the goals that were reached since, and the number of the next transition. */
    private static Instance told(Instance parked, Watch watch) {
        Set<String> goals = new HashSet<>(parked.progress().goals());
        goals.addAll(watch.goals());
        Instance.Progress p = parked.progress();
        return new Instance(
                parked.id(),
                parked.journey(),
                parked.version(),
                parked.key(),
                parked.entry(),
                parked.waiting(),
                parked.expires(),
                Math.max(parked.sequence(), watch.sequence()),
                new Instance.Progress(p.event(), p.context(), p.messages(), p.visits(), Set.copyOf(goals), p.arms()),
                parked.migrated());
    }
}
