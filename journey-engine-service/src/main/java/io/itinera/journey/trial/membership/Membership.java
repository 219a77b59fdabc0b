package io.itinera.journey.trial.membership;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.itinera.journey.engine.Knowledge;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is remembered of one profile so that its memberships can be told.
 *
 * @param in keys of the segments that it is in
 * @param seen how often it did what counts for ever, by the count's key
 * @param times when it did what counts within a window, in milliseconds since the epoch, the oldest first, by the count's key
 * @param dues when a membership may change although nothing happens, by segment key, in milliseconds since the epoch
 * @param asOf the latest time at which something was decided, in milliseconds since the epoch
 * @param known what the latest activity said, as long as time alone can change a membership
 */
public record Membership(
        Set<String> in,
        Map<String, Long> seen,
        Map<String, List<Long>> times,
        Map<String, Long> dues,
        long asOf,
        Knowledge known) {

    /** Of a profile that has not done anything yet. */
    public static final Membership NONE = new Membership(null, null, null, null, 0, null);

    public Membership {
        in = in == null ? Set.of() : in;
        seen = seen == null ? Map.of() : seen;
        times = times == null ? Map.of() : times;
        dues = dues == null ? Map.of() : dues;
        known = known == null ? Knowledge.NONE : known;
    }

    /** When time alone may change a membership next. */
    @JsonIgnore
    public Optional<Instant> due() {
        return dues.values().stream().min(Long::compare).map(Instant::ofEpochMilli);
    }

    /** True when it says no more of the profile than that it has been seen. */
    @JsonIgnore
    public boolean isBlank() {
        return in.isEmpty() && seen.isEmpty() && times.isEmpty() && dues.isEmpty();
    }

    /** The same with what else was counted. */
    Membership counting(Map<String, Long> newSeen, Map<String, List<Long>> newTimes) {
        return new Membership(in, newSeen, newTimes, dues, asOf, known);
    }
}
