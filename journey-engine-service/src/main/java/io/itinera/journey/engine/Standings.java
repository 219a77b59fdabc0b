package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import io.itinera.journey.definition.EventFacts;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.ReasonWord;
import io.itinera.journey.definition.Timetable;
import io.itinera.journey.definition.Trigger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The entries that time brings to a profile: for each journey whose segment the profile is in, one timer for the next occurrence. It is
 * found anew after each input, so that it follows the profile's zone, its traits and its memberships.
 */
final class Standings {

    private final Run run;
    private final Map<String, Standing> all = new TreeMap<>();

    Standings(Run run, Collection<Standing> before) {
        this.run = run;
        before.forEach(standing -> all.put(standing.journey(), standing));
    }

    /** What is to be kept. */
    List<Standing> after() {
        return List.copyOf(all.values());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The earliest that is due by then, or null; of several the one whose journey applies first. */
    Standing earliest(Instant by) {
        Standing earliest = null;
        for (Standing standing : all.values()) {
            if (standing.due() != null
                    && !standing.due().isAfter(by)
                    && published(standing) != null
                    && (earliest == null || isBefore(standing, earliest))) {
                earliest = standing;
            }
        }
        return earliest;
    }

    private boolean isBefore(Standing a, Standing b) {
        int order = a.due().compareTo(b.due());
        return order < 0 || order == 0 && LiveJourney.order(a.due()).compare(published(a), published(b)) < 0;
    }

    /** The journey of a standing, or null where it is over or not known. */
    private LiveJourney published(Standing standing) {
        LiveJourney journey = run.catalog().journey(standing.journey());
        return journey == null || journey.isOver() ? null : journey;
    }

    /** The time has come: the profile enters, or is refused. What is awaited next is to be found anew. */
    void comes(Standing standing) {
        LiveJourney journey = published(standing);
        replace(standing, standing.passed());
        if (journey.offeredAt(run.now()) != null) {
            Activity occasion = occasion("time:" + standing.awaited());
            new Entrance(run, journey, new Occasion(occasion, word(journey), null, Map.of(), null)).tryEnter();
        }
    }

    private static ReasonWord word(LiveJourney journey) {
        boolean date = journey.current().entry().on() instanceof Trigger.Timed timed
                && timed.timetable() instanceof Timetable.InTrait;
        return date ? ReasonWord.BY_DATE : ReasonWord.BY_SCHEDULE;
    }

    /** What stands for the activity that brings any other entry: the profile as it is known now. */
    private Activity occasion(String id) {
        Knowledge known = run.known();
        return new Activity(
                id,
                run.profileId(),
                run.now(),
                new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.TIME),
                known.traits(),
                known.computed(),
                known.consents(),
                known.segments(),
                List.of());
    }

    /** Finds all anew by what is known now. */
    void refresh() {
        List<LiveJourney> journeys = run.catalog().timedFor(run.known().segments());
        if (all.isEmpty() && journeys.isEmpty()) {
            return;
        }
        for (Standing standing : new ArrayList<>(all.values())) {
            LiveJourney journey = run.catalog().journey(standing.journey());
            if (journey != null && !journeys.contains(journey)) {
                replace(standing, null);
            }
        }
        for (LiveJourney journey : journeys) {
            Standing was = all.get(journey.key());
            replace(was, placed(journey, was == null ? Standing.of(journey.key()) : was));
        }
    }

    private Standing placed(LiveJourney journey, Standing was) {
        JourneyDefinition current = journey.current();
        if (journey.version() == 0
                || !(current.entry().on() instanceof Trigger.Timed timed)
                || !run.known().segments().contains(timed.members().segment())) {
            return was.idle();
        }
        EventFacts facts = new EventFacts(occasion("time"), zone(current, timed));
        Optional<Timetable.Occurrence> next =
                awaited(timed.timetable(), facts, was).or(() -> upcoming(timed.timetable(), facts, was.last()));
        return next.map(o -> new Standing(journey.key(), was.last(), o.local(), due(o, was)))
                .orElseGet(was::idle);
    }

    /** Where only the record says that the time has come, it comes when it was to come before. */
    private Instant due(Timetable.Occurrence next, Standing was) {
        boolean come = !next.due().isAfter(run.now());
        if (come && run.forTheRecord() && was.due() != null) {
            return was.due();
        }
        return come ? run.now() : next.due();
    }

    private ZoneId zone(JourneyDefinition journey, Trigger.Timed timed) {
        return journey.zoneFor(
                timed.inJourneyZone() ? null : run.known().traits().get("timezone"));
    }

    /** What is awaited already, where it still occurs: in another zone it is another moment, and where that has passed, now. */
    private static Optional<Timetable.Occurrence> awaited(Timetable timetable, EventFacts facts, Standing was) {
        boolean came =
                was.awaited() == null || was.last() != null && !was.awaited().isAfter(was.last());
        return came
                ? Optional.empty()
                : timetable.next(facts, was.awaited().minusNanos(1)).filter(o -> o.local()
                        .equals(was.awaited()));
    }

    /** The first one from now on, after the last one that came. */
    private Optional<Timetable.Occurrence> upcoming(Timetable timetable, EventFacts facts, LocalDateTime last) {
        LocalDateTime local = LocalDateTime.ofInstant(run.now(), facts.zone());
        Optional<Timetable.Occurrence> next = timetable.next(facts, last != null && last.isAfter(local) ? last : local);
        while (next.isPresent() && !next.get().due().isAfter(run.now())) {
            next = timetable.next(facts, next.get().local());
        }
        return next;
    }

    /** Takes over what came last for the profile that became part of this one; whether this one qualifies, its own activity tells. */
    void moveIn(List<Standing> from) {
        from.forEach(theirs -> all.merge(theirs.journey(), theirs.idle(), (mine, _) -> mine.notBefore(theirs.last())));
    }

    /** Takes the timers away: the profile is over. */
    void cancel() {
        all.values().stream().filter(s -> s.due() != null).forEach(s -> run.effect(new Effect.CancelTimer(timer(s))));
    }

    private void replace(Standing was, Standing is) {
        boolean same =
                was != null && is != null && was.due() != null && was.due().equals(is.due());
        if (!same && was != null && was.due() != null) {
            run.effect(new Effect.CancelTimer(timer(was)));
        }
        if (is == null) {
            all.remove(was.journey());
            return;
        }
        if (!same && is.due() != null) {
            run.effect(new Effect.SetTimer(timer(is)));
        }
        all.put(is.journey(), is);
    }

    private TimerId timer(Standing standing) {
        return new TimerId(standing.due(), run.profileId(), standing.journey(), standing.journey(), TimerId.ENTRY, 0);
    }
}
