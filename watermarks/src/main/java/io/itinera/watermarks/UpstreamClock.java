package io.itinera.watermarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Up to when one partition may take it that it knows what happened, wherever it was on its way: the time of the newest watermark that
 * the partition has reached, and the tolerance; but never more than the wall clock.
 */
public final class UpstreamClock {

    private static final int MOST_WAITING = 64;

    private final Upstream upstream;
    private final Duration tolerance;
    private final int partition;
    private final Supplier<OptionalLong> whenIdle;
    private final Deque<Watermark> waiting = new ArrayDeque<>();
    private Watermark reached;
    private long position;
    private boolean readSinceLook;

    /**
     * @param upstream where watermarks come from
     * @param tolerance for how long before a time something may have come in that is not known at that time
     * @param partition partition of the topic on which things arrive
     * @param whenIdle where the consumer stands, when it knows that nothing is left to read; else empty
     */
    public UpstreamClock(Upstream upstream, Duration tolerance, int partition, Supplier<OptionalLong> whenIdle) {
        this.upstream = upstream;
        this.tolerance = tolerance;
        this.partition = partition;
        this.whenIdle = whenIdle;
    }

    /** The record at that offset of the topic on which things arrive is being processed. */
    public void read(long offset) {
        position = offset + 1;
        readSinceLook = true;
    }

    /** A record of another input is being processed: Streams may hold some of the topic on which things arrive. */
    public void readOther() {
        readSinceLook = true;
    }

    /** The latest logical time that the way to here allows at wall-clock time {@code wall}; empty when there is none yet. */
    public Optional<Instant> look(Instant wall) {
        if (!upstream.watched()) {
            return Optional.of(wall);
        }
        take(upstream.newest());
        if (!readSinceLook) {
            // Nothing read since the last look: Streams holds no record, so that what was fetched is processed.
            position = Math.max(position, whenIdle.get().orElse(0));
        }
        readSinceLook = false;
        while (!waiting.isEmpty() && waiting.getFirst().reachedBy(partition, position)) {
            reached = waiting.removeFirst();
        }
        return Optional.ofNullable(reached).map(last -> last.allows(wall, tolerance));
    }

    private void take(Watermark newest) {
        if (newest == null || newest.equals(waiting.peekLast()) || newest.equals(reached)) {
            return;
        }
        if (waiting.size() == MOST_WAITING) {
            waiting.removeLast();
        }
        waiting.addLast(newest);
    }
}
