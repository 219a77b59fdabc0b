package io.itinera.journey.timers;

import java.time.Instant;
import java.util.Comparator;
import org.apache.kafka.common.utils.Bytes;

/** Timers of one journey, within a stretch of due times, as far as they are not taken. */
final class Lane {

    /** The earliest first; no two are the same. */
    static final Comparator<Lane> BY_DUE = Comparator.comparing(Lane::due)
            .thenComparing(Lane::journey)
            .thenComparing(Lane::last, Comparator.nullsLast(Comparator.naturalOrder()));

    /** Those who had no turn for the longest time first. */
    static final Comparator<Lane> BY_TURN =
            Comparator.comparingLong(Lane::served).thenComparing(BY_DUE);

    private final String journey;
    private final Instant last;
    private Bytes cursor;
    private Instant due;
    private long served;
    private int taken;

    /**
     * @param last the latest due time that belongs here, of a backlog; null for all to come
     * @param cursor where its first timer is, or further in front
     */
    Lane(String journey, Instant last, Bytes cursor) {
        this.journey = journey;
        this.last = last;
        standsAt(cursor);
    }

    String journey() {
        return journey;
    }

    Instant last() {
        return last;
    }

    Bytes cursor() {
        return cursor;
    }

    /** When its first timer is due, or earlier. */
    Instant due() {
        return due;
    }

    /** The turn in which it was served last. */
    long served() {
        return served;
    }

    /** How much was taken of it: of a backlog in all, else in its latest turn. */
    int taken() {
        return taken;
    }

    /** So many were taken in this turn, with what was taken of it before in the same turn. */
    void took(long turn, int many) {
        taken = isBacklog() || served == turn ? taken + many : many;
        served = turn;
    }

    /** Whether it is what was left of a share that was too small. */
    boolean isBacklog() {
        return last != null;
    }

    /** Whether it is a backlog of which so many were taken, and more is left. */
    boolean isStorm(int many) {
        return isBacklog() && taken >= many;
    }

    boolean takes(Instant time) {
        return last == null || !time.isAfter(last);
    }

    void standsAt(Bytes key) {
        cursor = key;
        due = TimerKey.due(key);
    }
}
