package io.itinera.profile.segment;

import io.itinera.contracts.Activity;
import io.itinera.profile.life.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What became of memberships, as others are told. */
final class Changes {

    private Changes() {}

    /** The difference, in the order of the keys, those left first. */
    static List<Activity.SegmentChange> between(Set<String> before, Set<String> after, boolean backfilled) {
        if (before == after || before.equals(after)) {
            return List.of();
        }
        List<Activity.SegmentChange> changes = new ArrayList<>();
        Set<String> left = new TreeSet<>(before);
        left.removeAll(after);
        left.forEach(key -> changes.add(new Activity.SegmentChange(key, false, backfilled)));
        Set<String> entered = new TreeSet<>(after);
        entered.removeAll(before);
        entered.forEach(key -> changes.add(new Activity.SegmentChange(key, true, backfilled)));
        return changes;
    }

    /** The entry with the memberships as they are after it. */
    static Activity told(Activity entry, Membership membership, List<Activity.SegmentChange> changes) {
        return new Activity(
                entry.id(),
                entry.profileId(),
                entry.at(),
                entry.cause(),
                entry.traits(),
                entry.computed(),
                entry.consents(),
                membership.in(),
                changes);
    }
}
