package io.itinera.profile.topology;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.contracts.JsonSerde;

/**
 * How far one partition is with definitions of segments; kept with the timers.
 *
 * @param counting from now on, what definitions up to this revision count is counted as it happens
 * @param filled memberships follow the definitions up to this revision
 * @param scanned every profile was held against the definitions up to this revision
 * @param after the last profile of the scan under way that was looked at, null when it has not begun
 * @param looked how many profiles the scan has looked at
 */
record Filling(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long counting,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long filled,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long scanned,
        String after,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long looked) {

    static final Filling NONE = new Filling(0, 0, 0, null, 0);

    private static final JsonSerde<Filling> JSON = JsonSerde.of(Filling.class);

    static Filling read(byte[] bytes) {
        return bytes == null ? NONE : JSON.read(bytes);
    }

    byte[] bytes() {
        return JSON.write(this);
    }

    Filling countingTo(long revision) {
        return new Filling(revision, filled, scanned, after, looked);
    }

    /** A scan begins; one under way begins anew, since it would have passed over profiles. */
    Filling fillingTo(long revision) {
        return revision <= filled ? this : new Filling(counting, revision, scanned, null, 0);
    }

    Filling lookedAt(String last, int more) {
        return new Filling(counting, filled, scanned, last, looked + more);
    }

    Filling done() {
        return new Filling(counting, filled, filled, null, looked);
    }

    boolean scanning() {
        return scanned < filled;
    }
}
