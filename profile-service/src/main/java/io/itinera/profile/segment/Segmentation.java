package io.itinera.profile.segment;

import io.itinera.contracts.Activity;
import io.itinera.contracts.Activity.SegmentsChanged;
import io.itinera.contracts.Activity.SegmentsChanged.Why;
import io.itinera.contracts.EventType;
import io.itinera.contracts.ProfileSnapshot;
import io.itinera.contracts.SourceEvent;
import io.itinera.profile.life.History;
import io.itinera.profile.life.Life;
import io.itinera.profile.life.Membership;
import io.itinera.profile.life.Part;
import io.itinera.profile.life.ProfileState;
import io.itinera.profile.life.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How memberships change: {@code (definitions, state, input) → state and entries}. An input asks only the segments that it can
 * concern. What was due before it comes first, each at its own time.
 */
public final class Segmentation {

    private final SegmentIndex index;

    /** Memberships by the segments of an index. */
    public Segmentation(SegmentIndex index) {
        this.index = index;
    }

    /**
     * A profile that was brought up to date.
     *
     * @param state the state after it
     * @param activity entries that it led to, in order
     */
    public record Update(ProfileState state, List<Activity> activity) {

        /** The step that came next, with these entries before its own. */
        public Step before(Step step) {
            if (activity.isEmpty()) {
                return step;
            }
            List<Activity> all = new ArrayList<>(activity);
            all.addAll(step.activity());
            return with(step, step.state(), all);
        }

        /** The step that this alone makes. */
        public Step alone() {
            return new Step(state, activity, List.of(), Map.of(), null);
        }
    }

    /** What time and new definitions changed up to {@code now}; the way of most inputs, so it is short where nothing did. */
    public Update upTo(ProfileState state, String profileId, Instant now) {
        Membership membership = state.membership();
        boolean defined = membership.revision() == index.revision();
        if (defined && (membership.dues().isEmpty() || membership.due() > now.toEpochMilli()) || !state.lived()) {
            return new Update(state, List.of());
        }
        List<Activity> activity = new ArrayList<>();
        ProfileState next = state;
        while (next.membership().due() <= now.toEpochMilli()) {
            Update passed = timePassed(next, profileId);
            next = passed.state();
            activity.addAll(passed.activity());
        }
        if (!defined) {
            Update redefined = redefined(next, profileId, now);
            next = redefined.state();
            activity.addAll(redefined.activity());
        }
        return new Update(next.with(next.membership().timed()), activity);
    }

    /** The step of an event, with what is counted of it and the memberships that it changed. */
    public Step happened(Step step, String origin, SourceEvent event, Instant at) {
        ProfileState state = tracked(step, origin, event, at);
        BitSet concerned = new BitSet();
        if (Part.counts(event.type(), event.name())) {
            concerned.or(index.byEvent(event.name()));
        } else if (event.type() == EventType.IDENTIFY) {
            Life.traitsTold(event).forEach(name -> concerned.or(index.byTrait(name)));
        }
        return after(step, state, concerned, at, null);
    }

    /** The step of a change of consents, with the memberships that it changed. */
    public Step consentChanged(Step step, Instant at) {
        return step.activity().isEmpty() ? step : after(step, step.state(), index.byConsent(), at, null);
    }

    /**
     * The step of parts that came or went, with the memberships that it changed: as part of the merge's own entry, else as an entry
     * of their own.
     *
     * @param id unique within the profile
     */
    public Step moved(Step step, ProfileState before, String id, Instant at) {
        ProfileState state = step.state();
        if (state == before || step.snapshot() == null) {
            return step;
        }
        if (!state.lived()) {
            boolean over = !step.activity().isEmpty();
            Step emptied = with(step, state.with(Membership.NONE), step.activity());
            return over || before.membership().in().isEmpty()
                    ? emptied
                    : noted(emptied, before.membership(), entry(emptied, id, at, Why.IDENTITY), false);
        }
        BitSet concerned = new BitSet();
        Map<String, Part> earlier = before.parts();
        earlier.forEach((origin, part) -> {
            if (state.parts().get(origin) != part) {
                index.concerned(part, concerned);
            }
        });
        state.parts().forEach((origin, part) -> {
            if (earlier.get(origin) != part) {
                index.concerned(part, concerned);
            }
        });
        return after(step, state, concerned, at, id);
    }

    /** More of what was counted, read from the log; what it changes is marked as filled. */
    public Step counted(ProfileState state, Life.Source source, Map<String, History> histories, String id, Instant at) {
        Part part = state.parts().get(source.origin());
        BitSet concerned = new BitSet();
        Map<String, History> merged = new HashMap<>(part == null ? Map.of() : part.histories());
        histories.forEach((key, history) -> {
            Tracker tracker = index.tracker(key);
            if (tracker != null) {
                merged.put(key, tracker.merged(merged.get(key), history, at));
                concerned.or(index.byEvent(tracker.event()));
            }
        });
        if (part == null || merged.equals(part.histories())) {
            return new Step(state, List.of(), List.of(), Map.of(), null);
        }
        ProfileState next = state.with(source.origin(), part.counting(merged));
        Membership membership = next.membership();
        if (!next.lived() || membership.revision() < index.revision() || concerned.isEmpty()) {
            return new Step(next, List.of(), List.of(), Map.of(), null);
        }
        ProfileSnapshot now = next.snapshot(source.profileId());
        Membership after = new Evaluation(index, next, now.traits(), latest(membership, at)).run(concerned, membership);
        ProfileState settled = next.with(after.timed());
        Activity entry = Life.activity(settled, now, id, at, new SegmentsChanged(Why.BACKFILL));
        List<Activity.SegmentChange> changes = Changes.between(membership.in(), after.in(), true);
        return new Step(
                settled,
                changes.isEmpty() ? List.of() : List.of(Changes.told(entry, after, changes)),
                List.of(),
                Map.of(),
                null);
    }

    private Update timePassed(ProfileState state, String profileId) {
        Membership before = state.membership();
        Instant due = Instant.ofEpochMilli(before.due());
        BitSet concerned = new BitSet();
        Map<String, Long> later = new HashMap<>();
        before.dues().forEach((key, at) -> {
            Integer position = index.position(key);
            if (at > due.toEpochMilli()) {
                later.put(key, at);
            } else if (position != null && index.at(position).revision <= before.revision()) {
                concerned.set(position);
            }
        });
        Membership waiting = new Membership(before.in(), later, before.revision(), before.asOf(), before.armed());
        ProfileSnapshot now = state.snapshot(profileId);
        Membership after = new Evaluation(index, state, now.traits(), latest(before, due)).run(concerned, waiting);
        ProfileState next = state.with(after);
        List<Activity.SegmentChange> changes = Changes.between(before.in(), after.in(), false);
        String id = "segments:time:" + due.toEpochMilli();
        return new Update(next, entries(next, now, id, due, Why.TIME, changes));
    }

    private Update redefined(ProfileState state, String profileId, Instant at) {
        Membership before = state.membership();
        BitSet concerned = new BitSet();
        boolean replaced = false;
        for (int i = 0; i < index.all().length(); i++) {
            if (index.at(i).revision > before.revision()) {
                concerned.set(i);
                replaced |= index.at(i).replaced;
            }
        }
        Set<String> left = new HashSet<>(before.in());
        Map<String, Long> dues = new HashMap<>(before.dues());
        boolean removed = left.removeIf(key -> index.position(key) == null);
        dues.keySet().removeIf(key -> index.position(key) == null);
        before.in().stream()
                .filter(key -> index.position(key) == null)
                .forEach(key -> concerned.or(index.bySegment(key)));
        Membership kept =
                new Membership(removed ? left : before.in(), dues, index.revision(), before.asOf(), before.armed());
        ProfileState pruned = untracked(state);
        ProfileSnapshot now = pruned.snapshot(profileId);
        Membership after = new Evaluation(index, pruned, now.traits(), latest(before, at)).run(concerned, kept);
        ProfileState next = pruned.with(after);
        List<Activity.SegmentChange> changes = Changes.between(before.in(), after.in(), true);
        Why why = removed || replaced ? Why.DEFINITION : Why.BACKFILL;
        return new Update(next, entries(next, now, "segments:definition:" + index.revision(), at, why, changes));
    }

    /** Histories that nobody asks for any more are dropped. */
    private ProfileState untracked(ProfileState state) {
        ProfileState next = state;
        for (Map.Entry<String, Part> part : state.parts().entrySet()) {
            Map<String, History> kept = part.getValue().histories();
            if (kept.keySet().stream().anyMatch(key -> index.tracker(key) == null)) {
                Map<String, History> needed = new HashMap<>(kept);
                needed.keySet().removeIf(key -> index.tracker(key) == null);
                next = next.with(part.getKey(), part.getValue().counting(needed));
            }
        }
        return next;
    }

    private ProfileState tracked(Step step, String origin, SourceEvent event, Instant at) {
        if (!Part.counts(event.type(), event.name())) {
            return step.state();
        }
        Map<String, History> next = null;
        Part part = step.state().parts().get(origin);
        for (Tracker tracker : index.trackers(event.name())) {
            if (tracker.counts(event.properties(), at, step.activity().getLast().traits())) {
                next = next == null ? new HashMap<>(part.histories()) : next;
                Instant when = event.timestamp().isAfter(at) ? at : event.timestamp();
                next.put(tracker.key(), tracker.after(next.get(tracker.key()), when, event.messageId(), at));
            }
        }
        return next == null ? step.state() : step.state().with(origin, part.counting(next));
    }

    /** Asks what is concerned; a profile that was held against nothing yet is asked as one of which nothing was known. */
    private Step after(Step step, ProfileState state, BitSet concerned, Instant at, String id) {
        Membership before = state.membership();
        boolean fresh = before.revision() != index.revision();
        if (!fresh && concerned.isEmpty()) {
            return state == step.state() ? step : with(step, state, step.activity());
        }
        Membership base = before;
        BitSet asked = concerned;
        if (fresh) {
            base = new Membership(index.blank(), Map.of(), index.revision(), before.asOf(), before.armed());
            asked = (BitSet) concerned.clone();
            for (Part part : state.parts().values()) {
                index.concerned(part, asked);
            }
        }
        Membership after = new Evaluation(index, state, step.snapshot().traits(), latest(before, at)).run(asked, base);
        Step settled = with(step, state.with(after.timed()), step.activity());
        Activity entry = null;
        if (id != null
                && step.activity().stream().noneMatch(known -> known.cause() instanceof Activity.MergedIn)
                && !before.in().equals(after.in())) {
            entry = entry(settled, id, at, Why.IDENTITY);
        }
        return noted(settled, before, entry, false);
    }

    /** The step with its changes in the entry that is given, or else in its last. */
    private static Step noted(Step step, Membership before, Activity entry, boolean backfilled) {
        Membership after = step.state().membership();
        List<Activity.SegmentChange> changes = Changes.between(before.in(), after.in(), backfilled);
        List<Activity> activity = new ArrayList<>(step.activity());
        if (entry != null) {
            activity.add(entry);
        }
        if (!changes.isEmpty() && !activity.isEmpty()) {
            activity.add(Changes.told(activity.removeLast(), after, changes));
        }
        return with(step, step.state(), activity);
    }

    private static Activity entry(Step step, String id, Instant at, Why why) {
        ProfileSnapshot now = step.snapshot();
        return Life.activity(step.state(), now, id, at, new SegmentsChanged(why));
    }

    private static List<Activity> entries(
            ProfileState state,
            ProfileSnapshot now,
            String id,
            Instant at,
            Why why,
            List<Activity.SegmentChange> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        Activity entry = Life.activity(state, now, id, at, new SegmentsChanged(why));
        return List.of(Changes.told(entry, state.membership(), changes));
    }

    private static Step with(Step step, ProfileState state, List<Activity> activity) {
        return new Step(state, activity, step.links(), step.arrivals(), step.snapshot());
    }

    /** Logical time of one profile does not go back, also when inputs come over different ways. */
    private static Instant latest(Membership membership, Instant at) {
        return Instant.ofEpochMilli(Math.max(membership.asOf(), at.toEpochMilli()));
    }
}
