package io.itinera.journey.trial.backtest;

import io.itinera.contracts.Activity;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.Knowledge;
import io.itinera.journey.trial.membership.Membership;
import io.itinera.journey.trial.membership.Memberships;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells, while a record is replayed, the memberships that it lacks, profile by profile. What time alone changes comes before the
 * profile's next input, each change at its own moment. What one of several identifiers of a profile brought is not told apart: it stays
 * where it is when the identifier goes to another profile, unless the whole profile does.
 */
final class Members {

    private static final int BATCH = 10_000;

    private final Memberships memberships;
    private final boolean fromBirth;
    private final Drawer<Membership> kept;

    /**
     * @param memberships those that the record lacks
     * @param fromBirth true where the record has each profile's life from its beginning
     */
    Members(Memberships memberships, boolean fromBirth, Shelf shelf) {
        this.memberships = memberships;
        this.fromBirth = fromBirth;
        this.kept = shelf.memberships();
    }

    /** Where the record lacks none. */
    static Members recorded(Shelf shelf) {
        return new Members(new Memberships(List.of()), true, shelf);
    }

    /** The activity as it would have been recorded. */
    Activity happened(Activity activity) {
        if (memberships.isEmpty()) {
            return activity;
        }
        String profile = activity.profileId();
        Membership before = kept.get(profile);
        if (activity.cause() instanceof Activity.MergedAway(String into)) {
            if (before != null) {
                kept.forget(profile);
                Membership other = kept.get(into);
                kept.keep(into, memberships.merged(other == null ? Membership.NONE : other, before));
            }
            return activity;
        }
        Memberships.Told told;
        if (before != null) {
            told = memberships.after(before, activity);
        } else {
            told = fromBirth ? memberships.after(Membership.NONE, activity) : memberships.first(activity);
        }
        keep(profile, told.membership());
        return told.activity();
    }

    /** What time changed up to then, in order. */
    void passes(String profileId, Instant to, Consumer<Activity> changed) {
        if (memberships.isEmpty()) {
            return;
        }
        Membership so = kept.get(profileId);
        Optional<Instant> due = so == null ? Optional.empty() : so.due();
        while (due.isPresent() && !due.get().isAfter(to)) {
            Memberships.Told told = memberships.after(so, passed(profileId, so.known(), due.get()));
            so = told.membership();
            keep(profileId, so);
            if (!told.activity().segmentChanges().isEmpty()) {
                changed.accept(told.activity());
            }
            due = so.due();
        }
    }

    /** What time changes up to the end, of all profiles. */
    void finish(Instant end, Consumer<Activity> changed) {
        if (memberships.isEmpty()) {
            return;
        }
        String last = "";
        for (List<String> batch = kept.profiles(last, BATCH); !batch.isEmpty(); batch = kept.profiles(last, BATCH)) {
            last = batch.getLast();
            batch.forEach(profile -> passes(profile, end, changed));
        }
    }

    /** The input with the memberships that whoever asked would have known of. */
    Input.Delivered delivered(String profileId, Input.Delivered input) {
        if (memberships.isEmpty()) {
            return input;
        }
        if (input instanceof Input.Erased) {
            kept.forget(profileId);
            return input;
        }
        Membership so = kept.get(profileId);
        return so != null && input instanceof Input.EntryRequested asked
                ? new Input.EntryRequested(
                        asked.id(), asked.journey(), asked.properties(), with(asked.known(), so.in()), asked.at())
                : input;
    }

    private static Knowledge with(Knowledge known, Set<String> in) {
        Set<String> all = new HashSet<>(known.segments());
        all.addAll(in);
        return new Knowledge(known.traits(), known.computed(), known.consents(), all);
    }

    private void keep(String profileId, Membership membership) {
        if (fromBirth && membership.isBlank()) {
            kept.forget(profileId);
        } else {
            kept.keep(profileId, membership);
        }
    }

    private static Activity passed(String profileId, Knowledge known, Instant at) {
        return new Activity(
                "segments:time:" + at.toEpochMilli(),
                profileId,
                at,
                new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.TIME),
                known.traits(),
                known.computed(),
                known.consents(),
                known.segments(),
                List.of());
    }
}
