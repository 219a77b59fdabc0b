package io.itinera.profile.segment;

import io.itinera.conditions.Conditions;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.contracts.Consents;
import io.itinera.profile.life.Membership;
import io.itinera.profile.life.ProfileState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Asks the conditions of some segments about one profile at one time. Lives no longer than that. */
final class Evaluation implements Facts {

    private final SegmentIndex index;
    private final ProfileState state;
    private final Map<String, Object> traits;
    private final Instant now;
    private Set<String> in;
    /** True once {@code in} is a copy of our own. */
    private boolean ours;

    private Compiled asking;
    private ZoneId zone;
    private Compiled zoneOf;
    private Map<String, Boolean> consents;

    Evaluation(SegmentIndex index, ProfileState state, Map<String, Object> traits, Instant now) {
        this.index = index;
        this.state = state;
        this.traits = traits;
        this.now = now;
    }

    /** Memberships after the segments at these positions were asked, and those that ask for one that changed. */
    Membership run(BitSet concerned, Membership before) {
        Map<String, Long> dues = before.dues();
        in = before.in();
        BitSet asked = (BitSet) concerned.clone();
        for (int i = asked.nextSetBit(0); i >= 0; i = asked.nextSetBit(i + 1)) {
            asking = index.at(i);
            boolean was = in.contains(asking.key);
            if (asking.condition.test(this) != was) {
                change(was);
                asked.or(index.bySegment(asking.key));
            }
            dues = due(dues);
        }
        long asOf = Math.max(before.asOf(), now.toEpochMilli());
        return new Membership(in, dues, before.revision(), asOf, before.armed());
    }

    private void change(boolean was) {
        if (!ours) {
            in = new HashSet<>(in);
            ours = true;
        }
        if (was) {
            in.remove(asking.key);
        } else {
            in.add(asking.key);
        }
    }

    private Map<String, Long> due(Map<String, Long> dues) {
        Instant next = asking.timed ? Conditions.nextChange(asking.condition, this) : null;
        Long before = dues.get(asking.key);
        if (next == null ? before == null : before != null && before == next.toEpochMilli()) {
            return dues;
        }
        Map<String, Long> changed = new HashMap<>(dues);
        if (next == null) {
            changed.remove(asking.key);
        } else {
            changed.put(asking.key, next.toEpochMilli());
        }
        return changed;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public ZoneId zone() {
        if (zoneOf != asking) {
            zone = Tracker.zone(traits, asking.zone);
            zoneOf = asking;
        }
        return zone;
    }

    @Override
    public Map<String, Object> values(Source source) {
        return source == Source.TRAIT ? traits : Map.of();
    }

    @Override
    public Object value(Source source, Path path) {
        return path.in(values(source));
    }

    @Override
    public boolean inSegment(String segment) {
        return in.contains(segment);
    }

    @Override
    public boolean consented(String channel, String purpose) {
        if (consents == null) {
            consents = state.consents();
        }
        return Consents.granted(consents, channel, purpose);
    }

    @Override
    public long eventCount(EventCount asked) {
        return Counting.count(asked, asking.trackers.get(asked), state.parts().values(), now, zone());
    }

    @Override
    public Instant nextChange(EventCount asked) {
        return Counting.nextChange(
                asked, asking.trackers.get(asked), state.parts().values(), now, zone());
    }
}
