package io.itinera.watermarks;

import io.itinera.watermarks.UpstreamOffsets.Gap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Watches how far a consumer group is, so that time does nothing before an event that came in earlier and is still on its way. A
 * thread of its own starts a probe in every round and lets those under way go on; see {@link UpstreamProbe}. While the broker does
 * not answer, the newest watermark only grows older.
 */
public final class UpstreamWatch implements Upstream, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(UpstreamWatch.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** A probe that takes this long may wait for a commit that never comes, as there is nothing left to read. */
    private static final Duration STUCK = Duration.ofSeconds(1);
    /** Age of the newest watermark, in tolerances, that is worth a line in the log. */
    private static final int WORTH_A_LINE = 10;

    private static final int MOST_UNDER_WAY = 64;

    private final Map<String, Object> connection;
    private final Optional<Way> followed;
    private final Duration tolerance;
    private final Duration round;
    private final InstantSource clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Map<TopicPartition, Gap> gaps = new HashMap<>();
    private List<UpstreamProbe> underWay = List.of();
    private Instant lookedClosely = Instant.MIN;
    private Map<TopicPartition, Long> committedThen = Map.of();
    private boolean behind;
    private boolean answered = true;
    private Thread thread;
    private volatile Instant started;
    private volatile Watermark newest;

    /**
     * A watch that begins with {@link #start}.
     *
     * @param connection leads to the broker
     * @param followed the way to watch; empty to watch none
     * @param tolerance age of a watermark from which its followers hold time back
     * @param round how often a probe begins
     * @param clock what the time is
     */
    public UpstreamWatch(
            Map<String, Object> connection,
            Optional<Way> followed,
            Duration tolerance,
            Duration round,
            InstantSource clock) {
        this.connection = connection;
        this.followed = followed;
        this.tolerance = tolerance;
        this.round = round;
        this.clock = clock;
    }

    @Override
    public boolean watched() {
        return followed.isPresent();
    }

    @Override
    public Watermark newest() {
        return newest;
    }

    /** Begins to watch, where there is a way to watch. */
    public void start() {
        followed.ifPresent(way -> {
            started = clock.instant();
            thread = Thread.ofPlatform().daemon().name("upstream-watch").start(() -> watch(way));
        });
    }

    /** Ends the watch. */
    @Override
    public void close() {
        stop.countDown();
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void watch(Way way) {
        try {
            while (!stop.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS)) {
                // Whatever goes wrong: a watch that ended would hold all waits back for ever.
                try (UpstreamOffsets offsets = new UpstreamOffsets(connection)) {
                    watch(way, offsets);
                } catch (RuntimeException e) {
                    LOG.warnf("upstream offsets not known error=%s", reason(e));
                }
                tell();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(Way way, UpstreamOffsets offsets) throws InterruptedException {
        Duration pause = round;
        while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                round(way, offsets);
                pause = round;
                answers(true, null);
            } catch (KafkaException e) {
                answers(false, e);
                pause = AFTER_FAILURE;
            }
            tell();
        }
    }

    private void answers(boolean now, KafkaException why) {
        if (answered && !now) {
            LOG.warnf("upstream offsets not known error=%s", reason(why));
        }
        answered = now;
    }

    private void round(Way way, UpstreamOffsets offsets) throws InterruptedException {
        // Commits before ends: what is committed then lies before these ends, and so does what came of it.
        Map<TopicPartition, Long> committed = new HashMap<>(offsets.committed(way.group()));
        gaps.forEach((partition, gap) -> committed.compute(
                partition,
                (_, offset) -> (offset == null ? 0 : offset) >= gap.from() ? most(offset, gap.to()) : offset));
        Instant now = clock.instant();
        Map<TopicPartition, Long> ends = offsets.ends(way.topics());
        List<UpstreamProbe> probes = new ArrayList<>(underWay);
        probes.add(UpstreamProbe.begin(way, now, ends));
        List<UpstreamProbe> next = new ArrayList<>();
        for (UpstreamProbe probe : probes) {
            UpstreamProbe advanced = probe.next(committed, ends);
            advanced.watermark().ifPresentOrElse(this::found, () -> next.add(advanced));
        }
        underWay = next.size() < MOST_UNDER_WAY ? next : everySecond(next);
        if (lookedClosely.plus(STUCK).isBefore(now)) {
            if (!next.isEmpty() && next.getFirst().began().plus(STUCK).isBefore(now)) {
                lookClosely(next.getFirst().missing(committed), committed, offsets);
            }
            lookedClosely = now;
            committedThen = committed;
        }
    }

    private void found(Watermark watermark) {
        if (newest == null || newest.before().isBefore(watermark.before())) {
            newest = watermark;
        }
    }

    /**
     * Kafka Streams commits past a transaction's marker soon after it has read on, but not when it has read no record since it
     * started; and a group that never had a record to read never commits. Where commits go on, there only is much to do.
     */
    private void lookClosely(
            Map<TopicPartition, Long> missing, Map<TopicPartition, Long> committed, UpstreamOffsets offsets) {
        Map<TopicPartition, Gap> standing = new HashMap<>();
        missing.forEach((partition, end) -> {
            if (Objects.equals(committed.get(partition), committedThen.get(partition))) {
                standing.put(partition, new Gap(committed.getOrDefault(partition, 0L), end));
            }
        });
        offsets.empty(standing)
                .forEach(partition -> gaps.merge(partition, standing.get(partition), UpstreamWatch::joined));
    }

    private static Gap joined(Gap one, Gap next) {
        return next.from() == one.to() ? new Gap(one.from(), next.to()) : next;
    }

    private static long most(Long offset, long other) {
        return offset == null ? other : Math.max(offset, other);
    }

    private static List<UpstreamProbe> everySecond(List<UpstreamProbe> probes) {
        List<UpstreamProbe> kept = new ArrayList<>();
        for (int i = 0; i < probes.size(); i += 2) {
            kept.add(probes.get(i));
        }
        return kept;
    }

    private void tell() {
        boolean late = age().compareTo(tolerance.multipliedBy(WORTH_A_LINE)) > 0;
        if (late != behind) {
            behind = late;
            LOG.infof(late ? "time held for upstream" : "time no longer held for upstream");
        }
    }

    /** Age of what is known to have arrived; zero where nothing is watched. */
    public Duration age() {
        Watermark found = newest;
        Instant since = found == null ? started : found.before();
        return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    }

    private static String reason(RuntimeException e) {
        Throwable reason = e.getCause() == null ? e : e.getCause();
        return reason.getClass().getSimpleName();
    }
}
