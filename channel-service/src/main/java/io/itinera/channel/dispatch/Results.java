package io.itinera.channel.dispatch;

import io.itinera.channel.ChannelConfig;
import io.itinera.channel.channel.Answer;
import io.itinera.channel.channel.Channels;
import io.itinera.channel.outcome.OutcomeRelay;
import io.itinera.contracts.SendRequest;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Writes what providers answered, many at a time; and what they did not answer, when its time is up. */
@ApplicationScoped
class Results implements Runnable {

    private static final Logger LOG = Logger.getLogger(Results.class);
    private static final int MOST = 500;
    private static final long IDLE_MILLIS = 250;
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    private static final long END_MILLIS = 10_000;

    private final MessageStore store;
    private final DeliveryRules rules;
    private final OutcomeRelay relay;
    private final Channels channels;
    private final MeterRegistry metrics;
    private final ChannelConfig.Dispatch config;
    private final InstantSource clock;
    private final BlockingQueue<Result> arrived = new LinkedBlockingQueue<>();
    private final Thread thread =
            Thread.ofPlatform().name("write-results").daemon().unstarted(this);
    private Runnable wakeWorkers = () -> {};
    private Instant nextSweep = Instant.MIN;
    private volatile boolean stopping;

    Results(
            MessageStore store,
            DeliveryRules rules,
            OutcomeRelay relay,
            Channels channels,
            MeterRegistry metrics,
            ChannelConfig config,
            InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.relay = relay;
        this.channels = channels;
        this.metrics = metrics;
        this.config = config.dispatch();
        this.clock = clock;
    }

    void start(Runnable wake) {
        wakeWorkers = wake;
        thread.start();
    }

    void end() {
        stopping = true;
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A provider's answer. {@code message} counts this call among its attempts. */
    void add(Message message, Answer answer) {
        arrived.add(new Result(message, answer));
    }

    /** Says that outcomes were written before any provider was called; some messages may have come to their end by that. */
    void published(List<Change> done) {
        relay.wake();
        done.stream().filter(change -> change.to() == MessageState.SENT).forEach(this::count);
    }

    @Override
    public void run() {
        List<Result> batch = new ArrayList<>();
        while (!stopping || !arrived.isEmpty() || !batch.isEmpty()) {
            try {
                gather(batch);
                write(batch);
                batch.clear();
                sweep();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // The answers stay in the batch and are written next time.
                LOG.warnf(e, "results were not written, come again count=%d", batch.size());
                LockSupport.parkNanos(AFTER_FAILURE.toNanos());
            }
        }
    }

    private void gather(List<Result> batch) throws InterruptedException {
        if (!batch.isEmpty()) {
            return;
        }
        Result first = arrived.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        batch.add(first);
        long until = System.nanoTime() + config.gather().toNanos();
        while (batch.size() < MOST) {
            Result next = arrived.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
        }
    }

    private void write(List<Result> batch) {
        if (batch.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<Change> changes = batch.stream()
                .map(r -> rules.answered(r.message(), r.answer(), now, ThreadLocalRandom.current()))
                .toList();
        finish(changes, store.apply(changes));
    }

    /**
     * "Called, answer unknown": of this process, before it was killed, or of another one. And messages of channels that nobody
     * here serves, so that their next channel is tried.
     */
    private void sweep() {
        Instant now = clock.instant();
        if (now.isBefore(nextSweep)) {
            return;
        }
        nextSweep = now.plus(shorter(config.sendingLease().dividedBy(4), Duration.ofSeconds(5)));
        List<Message> overdue = store.overdue(MOST, now, now.plus(config.claimLease()));
        if (!overdue.isEmpty()) {
            LOG.warnf("messages without a known answer count=%d", overdue.size());
            List<Change> changes = overdue.stream()
                    .map(m -> rules.unknown(m, now, ThreadLocalRandom.current()))
                    .toList();
            finish(changes, store.apply(changes));
        }
        List<Change> unserved = store.unserved(channels.names(), MOST, now, now.plus(config.claimLease())).stream()
                .map(m -> Change.suppressed(m, "no-channel", now))
                .toList();
        if (!unserved.isEmpty()) {
            finish(unserved, store.apply(unserved));
        }
        suppressCancelled();
    }

    /** Ends the messages that were cancelled before a provider had them. */
    void suppressCancelled() {
        Instant now = clock.instant();
        List<Change> changes = store.cancelled(MOST, now.plus(config.claimLease())).stream()
                .map(message -> Change.cancelled(message, now))
                .toList();
        if (!changes.isEmpty()) {
            finish(changes, store.apply(changes));
        }
    }

    private void finish(List<Change> changes, Set<String> changed) {
        relay.wake();
        boolean following = false;
        for (Change change : changes) {
            if (changed.contains(change.message().id())) {
                following |= change.next().isPresent();
                count(change);
            }
        }
        if (following) {
            wakeWorkers.run();
        }
    }

    /** Messages of tests are counted apart, so that they do not stand among people's. */
    private void count(Change change) {
        SendRequest request = change.message().request();
        String name = request.test() ? "itinera_test_messages" : "itinera_messages";
        metrics.counter(name, "channel", request.channel(), "state", change.to().wire())
                .increment();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private record Result(Message message, Answer answer) {}
}
