package io.itinera.profile.life;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Set;

/**
 * Which segments a profile is in, and when that may change by itself. The short names are those of the stored form.
 *
 * @param in keys of the segments
 * @param dues when a segment's condition may come out differently although nothing happens, by segment key, in milliseconds since
 *     the epoch
 * @param revision the definitions that the profile was last held against; 0 before the first
 * @param asOf the latest logical time at which something was decided, in milliseconds since the epoch
 * @param armed when the profile's timer comes due, 0 without one; it may be earlier than the earliest of {@code dues}, never later
 */
public record Membership(
        @JsonProperty("i") Set<String> in,
        @JsonProperty("d") Map<String, Long> dues,

        @JsonProperty("r") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        long revision,

        @JsonProperty("a") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        long asOf,

        @JsonProperty("t") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        long armed) {

    /** In no segment, and held against no definition yet. */
    public static final Membership NONE = new Membership(Set.of(), Map.of(), 0, 0, 0);

    public Membership {
        in = in == null ? Set.of() : in;
        dues = dues == null ? Map.of() : dues;
    }

    /** When the first membership may change by itself, or {@link Long#MAX_VALUE}. */
    @JsonIgnore
    public long due() {
        long first = Long.MAX_VALUE;
        for (long due : dues.values()) {
            first = Math.min(first, due);
        }
        return first;
    }

    /** The same with a timer that comes due in time. A timer that is early already stays: it is cheaper to look in vain once. */
    public Membership timed() {
        long due = due();
        return due == Long.MAX_VALUE || armed != 0 && armed <= due
                ? this
                : new Membership(in, dues, revision, asOf, due);
    }

    /** The same after its timer has fired. */
    public Membership unarmed() {
        return new Membership(in, dues, revision, asOf, 0);
    }
}
