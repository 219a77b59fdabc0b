package io.itinera.ingest.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What one write key has sent, as this replica knows it: what it took itself, and what others have told of theirs. Any thread may
 * ask; none waits for another.
 *
 * <p>A call is taken whole as long as the quota is not used up, so that a batch larger than a second's share is possible; what it
 * takes beyond is missing afterwards.
 */
final class Usage {

    private static final long SECOND = Duration.ofSeconds(1).toMillis() * 1_000_000;

    private final Quota quota;
    /** When the share of each second will be used up by what was sent so far, in nanoseconds since 1970. */
    private final AtomicLong usedUpTo = new AtomicLong();

    private final AtomicReference<Day> today = new AtomicReference<>(new Day(LocalDate.EPOCH, new AtomicLong()));
    private final AtomicLong untold = new AtomicLong();

    /** What all replicas sent that day, as far as they have told. */
    private record Day(LocalDate date, AtomicLong told) {}

    Usage(Quota quota) {
        this.quota = quota;
    }

    Quota quota() {
        return quota;
    }

    /**
     * Takes the events of a call, or none of them.
     *
     * @return how long to wait before another try; null when they are taken
     */
    Duration take(int events, Instant now) {
        if (quota.eventsPerDay() != null && sentToday(now) >= quota.eventsPerDay()) {
            LocalDate tomorrow = date(now).plusDays(1);
            return Duration.between(now, tomorrow.atStartOfDay(ZoneOffset.UTC).toInstant());
        }
        if (quota.eventsPerSecond() != null) {
            long at = nanos(now);
            long used = usedUpTo.getAndUpdate(before ->
                    before - at >= SECOND ? before : Math.max(before, at) + SECOND / quota.eventsPerSecond() * events);
            if (used - at >= SECOND) {
                return Duration.ofNanos(used - at - SECOND + 1);
            }
        }
        untold.addAndGet(events);
        return null;
    }

    /** What this replica took and has not told the others yet. */
    long untold() {
        return untold.get();
    }

    /**
     * The others were told.
     *
     * @param own how much of what was untold
     * @param total what all replicas sent on that day
     * @param date the day
     * @param now the time
     */
    void told(long own, long total, LocalDate date, Instant now) {
        untold.addAndGet(-own);
        Day day = today.updateAndGet(known -> known.date().isBefore(date) ? new Day(date, new AtomicLong(-1)) : known);
        if (!day.date().equals(date)) {
            return;
        }
        long before = day.told().getAndSet(total);
        // The first answer of a day tells what was sent before we listened: nothing of this second.
        long others = before < 0 ? 0 : total - before - own;
        if (others > 0 && quota.eventsPerSecond() != null) {
            long at = nanos(now);
            usedUpTo.updateAndGet(used -> Math.max(used, at) + SECOND / quota.eventsPerSecond() * others);
        }
    }

    private long sentToday(Instant now) {
        Day day = today.get();
        return untold.get()
                + (day.date().equals(date(now)) ? Math.max(0, day.told().get()) : 0);
    }

    static LocalDate date(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    private static long nanos(Instant now) {
        return now.getEpochSecond() * SECOND + now.getNano();
    }
}
