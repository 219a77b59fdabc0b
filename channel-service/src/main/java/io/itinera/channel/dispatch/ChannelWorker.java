package io.itinera.channel.dispatch;

import io.itinera.channel.ChannelConfig;
import io.itinera.channel.channel.Answer;
import io.itinera.channel.channel.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Works off one channel's queue: take due messages, prepare them, write down that they go out, and only then hand them to the
 * provider. No more are out at a time than the channel can carry.
 */
final class ChannelWorker implements Runnable {

    private static final Logger LOG = Logger.getLogger(ChannelWorker.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final long END_MILLIS = 15_000;

    private final Channel channel;
    private final MessageStore store;
    private final Preparation preparation;
    private final Results results;
    private final PolicyDesk policies;
    private final ChannelConfig.Dispatch config;
    private final InstantSource clock;
    private final int most;
    private final Semaphore permits;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;

    ChannelWorker(
            Channel channel,
            MessageStore store,
            Preparation preparation,
            Results results,
            PolicyDesk policies,
            ChannelConfig.Dispatch config,
            InstantSource clock) {
        this.channel = channel;
        this.store = store;
        this.preparation = preparation;
        this.results = results;
        this.policies = policies;
        this.config = config;
        this.clock = clock;
        this.most = Math.min(config.inFlight(), channel.capacity());
        this.permits = new Semaphore(most);
        this.thread =
                Thread.ofPlatform().name("dispatch-" + channel.name()).daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    void wake() {
        wake.release();
    }

    void stop() {
        stopping = true;
        wake.release();
    }

    void await() {
        try {
            thread.join(END_MILLIS);
            if (!permits.tryAcquire(most, END_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warnf("answers are outstanding at shutdown channel=%s", channel.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!stopping) {
            Duration pause = config.poll();
            try {
                int room = Math.min(config.batch(), permits.availablePermits());
                if (room > 0 && work(room) == room) {
                    pause = Duration.ZERO;
                }
            } catch (RuntimeException e) {
                LOG.warnf(e, "dispatch failed, goes on channel=%s", channel.name());
                pause = AFTER_FAILURE;
            }
            if (!await(pause)) {
                return;
            }
        }
    }

    private int work(int room) {
        Instant now = clock.instant();
        List<Message> claimed = store.claim(channel.name(), room, now, now.plus(config.claimLease()));
        if (claimed.isEmpty()) {
            return 0;
        }
        Preparation.Prepared prepared = preparation.prepare(channel, claimed);
        List<Change> done = store.apply(prepared.changes(), prepared.kept(), policies.caps());
        results.published(done);
        policies.count(done);
        Set<String> sending = done.stream()
                .filter(change -> change.to() == MessageState.SENDING)
                .map(change -> change.message().id())
                .collect(Collectors.toSet());
        for (Preparation.Ready ready : prepared.ready()) {
            if (sending.contains(ready.message().id())) {
                permits.acquireUninterruptibly();
                hand(ready);
            }
        }
        return claimed.size();
    }

    private void hand(Preparation.Ready ready) {
        channel.deliver(ready.outgoing())
                .exceptionally(_ -> new Answer.Unknown("defect"))
                .thenAccept(answer -> {
                    permits.release();
                    results.add(ready.message(), answer);
                });
    }

    private boolean await(Duration pause) {
        try {
            if (pause.isPositive() && wake.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                wake.drainPermits();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
