package io.itinera.profile.topology;

import io.itinera.contracts.Topics;
import io.itinera.profile.life.MalformedEventException;
import io.itinera.profile.life.Membership;
import io.itinera.profile.life.ProfileState;
import io.itinera.profile.segment.Segmentation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/**
 * The segments of one partition: which definitions hold, what is due, and the scan that holds every profile against a new
 * definition. It changes no profile itself but by {@link Segmentation}.
 */
final class SegmentKeeper {

    private static final Logger LOG = Logger.getLogger(SegmentKeeper.class);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ProcessorContext<byte[], byte[]> context;
    private final LiveSegments live;
    private final SegmentPace pace;
    private final ProfileStates profiles;
    private final SegmentTimers timers;
    private final Settle settle;
    private final DueClock clock;
    private final Inflow inflow;
    private Filling filling;
    private Filling told;
    private LiveSegments.Snapshot seen;
    private long filledThen;
    private Segmentation segments;

    /** Writes and sends what became of a profile. */
    interface Settle {
        void settle(String profileId, Instant at, ProfileStates.Kept kept, Segmentation.Update update);
    }

    /**
     * What all partitions of a pod have in common.
     *
     * @param live the definitions
     * @param pace how much time they may take
     * @param inflow how far what comes in is on its way
     */
    record Setting(LiveSegments live, SegmentPace pace, Inflow inflow) {}

    SegmentKeeper(ProcessorContext<byte[], byte[]> context, Setting setting, ProfileStates profiles, Settle settle) {
        this.context = context;
        this.live = setting.live();
        this.pace = setting.pace();
        this.profiles = profiles;
        this.settle = settle;
        this.timers = new SegmentTimers(context.getStateStore(ProfileTopology.TIMERS));
        this.clock = new DueClock(pace.grace(), pace.hold());
        this.inflow = setting.inflow();
        this.filling = Filling.read(timers.task());
        context.schedule(pace.interval(), PunctuationType.WALL_CLOCK_TIME, this::look);
    }

    /** A record of that logical time is being processed. */
    void read(Instant at) {
        clock.read(at, Instant.ofEpochMilli(context.currentSystemTimeMs()));
    }

    /**
     * The segments as they hold here now. A pod that took the partition over may know less than the one before it, which has said
     * that it counts for all; it waits until it knows as much.
     */
    Segmentation now() {
        LiveSegments.Snapshot snapshot = live.now();
        for (long waited = 0; snapshot.revision() < filling.counting(); waited += PAUSE.toNanos()) {
            if (waited > PATIENCE.toNanos() || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("this pod has not read the segments that its partition follows");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            snapshot = live.now();
        }
        if (snapshot != seen || filling.filled() != filledThen) {
            seen = snapshot;
            filledThen = filling.filled();
            segments = new Segmentation(snapshot.index(filledThen));
        }
        return segments;
    }

    /** Sets the timer that the new state asks for. */
    void arm(String profileId, Membership before, Membership after) {
        if (before.armed() != after.armed()) {
            if (before.armed() != 0) {
                timers.cancel(before.armed(), profileId);
            }
            if (after.armed() != 0) {
                timers.set(after.armed(), profileId);
            }
        }
    }

    /** Memberships are to follow newer definitions from now on: each profile is held against them before its next input at the latest. */
    void fill(SegmentWork.Fill request) {
        remember(filling.fillingTo(
                Math.min(request.revision(), Math.max(live.now().revision(), filling.counting()))));
        tell();
    }

    private void look(long wallClock) {
        Instant wall = Instant.ofEpochMilli(wallClock);
        long known = live.now().revision();
        if (known > filling.counting()) {
            remember(filling.countingTo(known));
        }
        Segmentation current = now();
        Instant here = clock.look(wall);
        // What came in earlier and is on its way is to be applied first; as long as nothing is known of it, time stands
        // still.
        inflow.look(wall)
                .map(before -> before.isBefore(here) ? before : here)
                .ifPresent(due -> timers.take(due, pace.timers()).forEach(timer -> fire(current, timer, due)));
        if (filling.scanning()) {
            scan(current, wall);
        }
        tell();
    }

    private void fire(Segmentation current, SegmentTimers.Timer timer, Instant now) {
        ProfileStates.Kept kept = profiles.read(timer.profileId());
        Membership membership = kept.state().membership();
        if (membership.armed() == timer.due()) {
            ProfileState unarmed = kept.state().with(membership.unarmed());
            Segmentation.Update update = current.upTo(unarmed, timer.profileId(), now);
            settle(timer.profileId(), now, kept, update);
        }
    }

    private void scan(Segmentation current, Instant now) {
        List<String> next = profiles.after(filling.after(), pace.profiles());
        for (String profileId : next) {
            ProfileStates.Kept kept = profiles.read(profileId);
            settle(profileId, now, kept, current.upTo(kept.state(), profileId, now));
        }
        Filling looked = filling.lookedAt(next.isEmpty() ? filling.after() : next.getLast(), next.size());
        remember(next.size() < pace.profiles() ? looked.done() : looked);
    }

    private void settle(String profileId, Instant at, ProfileStates.Kept kept, Segmentation.Update update) {
        Segmentation.Update timed = new Segmentation.Update(
                update.state().with(update.state().membership().timed()), update.activity());
        if (timed.state().membership().equals(kept.state().membership())
                && timed.activity().isEmpty()) {
            return;
        }
        try {
            settle.settle(profileId, at, kept, timed);
        } catch (MalformedEventException e) {
            LOG.errorf("memberships not kept profile=%s reason=%s", profileId, e.reason());
        }
    }

    private void remember(Filling next) {
        if (!next.equals(filling)) {
            filling = next;
            timers.task(next.bytes());
        }
    }

    /** Says how far this partition is, whenever that has changed, and once after it came here. */
    private void tell() {
        if (filling.equals(told)) {
            return;
        }
        told = filling;
        int partition = context.taskId().partition();
        SegmentWork.Progress progress = new SegmentWork.Progress(
                partition, filling.counting(), filling.filled(), filling.scanned(), filling.looked());
        context.forward(
                new Record<>(
                        Work.bytes(Topics.PROFILE_WORK + "/" + partition),
                        SegmentWork.write(progress),
                        context.currentSystemTimeMs()),
                ProfileTopology.PROGRESS_OUT);
    }
}
