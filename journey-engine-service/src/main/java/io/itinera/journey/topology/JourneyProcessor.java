package io.itinera.journey.topology;

import io.itinera.contracts.Topics;
import io.itinera.journey.clock.SuiteClock;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.TimerId;
import io.itinera.journey.inputs.InputSerde;
import io.itinera.journey.timers.DueTimers;
import io.itinera.journey.timers.TimerConfig;
import io.itinera.journey.timers.TimerStore;
import io.itinera.watermarks.InputLag;
import io.itinera.watermarks.Upstream;
import io.itinera.watermarks.UpstreamClock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jboss.logging.Logger;

/** The shell around the engine, for one partition: read, decide, write, send. It has no journey rule of its own. */
final class JourneyProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Logger LOG = Logger.getLogger(JourneyProcessor.class);

    private final LiveCatalog catalog;
    private final InputLag lag;
    private final Upstream upstream;
    private final SuiteClock wallClock;
    private final TimerConfig config;
    private final EngineMetrics metrics;
    private final ZoneRulesInForce zones;
    private ProcessorContext<String, byte[]> context;
    private ProfileStates states;
    private DueTimers timers;
    private EffectSink effects;
    private LogicalClock clock;
    private UpstreamClock wayHere;
    private ProfileScan scan;
    private ProfileScan zoneScan;
    private boolean holding;

    JourneyProcessor(
            LiveCatalog catalog,
            InputLag lag,
            Upstream upstream,
            SuiteClock wallClock,
            TimerConfig config,
            EngineMetrics metrics,
            ZoneRulesInForce zones) {
        this.catalog = catalog;
        this.lag = lag;
        this.upstream = upstream;
        this.wallClock = wallClock;
        this.config = config;
        this.metrics = metrics;
        this.zones = zones;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        states = new ProfileStates(context.getStateStore(ProfileStates.NAME));
        TimerStore store = new TimerStore(context.getStateStore(TimerStore.NAME));
        timers = new DueTimers(store, config.budget(), config.interval());
        effects = new EffectSink(context, store, metrics);
        clock = new LogicalClock(config.lateFrom(), this::unread);
        int partition = context.taskId().partition();
        wayHere = new UpstreamClock(
                upstream,
                config.upstreamTolerance(),
                partition,
                () -> nothingUnread() ? position() : OptionalLong.empty());
        scan = new ProfileScan(states, ProfileStates.JOURNEYS);
        zoneScan = new ProfileScan(states, ProfileStates.ZONE_RULES);
        context.schedule(config.interval(), PunctuationType.WALL_CLOCK_TIME, this::look);
    }

    @Override
    public void close() {
        hold(false);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        RecordMetadata source = context.recordMetadata().orElseThrow();
        boolean activity = !Topics.JOURNEY_INPUTS.equals(source.topic());
        timers.read();
        clock.read(
                Instant.ofEpochMilli(record.timestamp()),
                wallClock.right(Instant.ofEpochMilli(context.currentSystemTimeMs())));
        if (activity) {
            wayHere.read(source.offset());
        } else {
            wayHere.readOther();
        }
        if (record.key() == null || record.key().isEmpty() || record.key().indexOf('\0') >= 0) {
            effects.bury(record, "malformed", "the key is a profile id");
            return;
        }
        effects.follow(record);
        byte[] kept = states.bytes(record.key());
        Decision decision;
        try {
            decision = activity ? live(record, kept) : deliver(record, kept);
        } catch (SerializationException e) {
            effects.bury(record, "malformed", e.getMessage());
            return;
        } catch (RuntimeException e) {
            // A defect of ours on one profile's state must not stop the partition.
            LOG.errorf(e, "record not processed profile=%s", record.key());
            effects.bury(record, "failed", e.getClass().getSimpleName());
            return;
        }
        carryOut(record.key(), decision);
    }

    /** What the wall clock brings: waits that are due, and news of journeys. */
    private void look(long machine) {
        Instant wall = wallClock.right(Instant.ofEpochMilli(machine));
        Instant now = now(wall);
        hold(now == null || now.isBefore(wall));
        if (now == null) {
            return;
        }
        effects.follow(null);
        LiveCatalog.Snapshot journeys = catalog.now();
        for (TimerId timer : timers.take(now, wall, unread().orElse(0) > 0)) {
            byte[] kept = states.bytes(timer.profileId());
            if (kept != null && apply(journeys, timer.profileId(), kept, Input.WaitDue.of(timer))) {
                metrics.fired(Duration.between(timer.due(), wall));
            } else {
                metrics.stale();
            }
        }
        tell(journeys, now);
    }

    /** What all profiles must hear of, a batch in each look: first of journeys, then of other rules of time zones. */
    private void tell(LiveCatalog.Snapshot journeys, Instant now) {
        if (scan.saw(journeys.states())) {
            scan.next(config.budget(), (profileId, kept) -> {
                if (ProfileStates.mergedInto(kept).isEmpty()) {
                    apply(journeys, profileId, kept, new Input.CatalogChanged(now));
                }
            });
        } else if (zoneScan.saw(zones.fingerprint())
                && zoneScan.next(config.budget(), (profileId, kept) -> {
                    if (ProfileStates.mergedInto(kept).isEmpty()) {
                        apply(journeys, profileId, kept, new Input.ZoneRulesChanged(now));
                    }
                })) {
            LOG.infof(
                    "waits follow the rules of time zones partition=%d rules=%s",
                    context.taskId().partition(), zones.fingerprint());
        }
    }

    /** Logical time: the earlier of what the input allows and what the way to it allows; null when one of them is not known. */
    private Instant now(Instant wall) {
        Instant here = clock.look(wall).orElse(null);
        Instant before = wayHere.look(wall).orElse(null);
        if (here == null || before == null) {
            return null;
        }
        return here.isBefore(before) ? here : before;
    }

    private boolean apply(LiveCatalog.Snapshot journeys, String profileId, byte[] kept, Input input) {
        Decision decision;
        try {
            scan.saw(journeys.states());
            decision = Decisions.input(journeys.catalog(), profileId, kept, input);
        } catch (RuntimeException e) {
            LOG.errorf(
                    e,
                    "input not applied profile=%s input=%s",
                    profileId,
                    input.getClass().getSimpleName());
            metrics.failedTimer();
            return false;
        }
        carryOut(profileId, decision);
        return decision.changed();
    }

    private Decision live(Record<String, byte[]> record, byte[] kept) {
        LiveCatalog.Snapshot journeys = catalog.now();
        scan.saw(journeys.states());
        return Decisions.activity(journeys.catalog(), record.key(), kept, record.value());
    }

    private Decision deliver(Record<String, byte[]> record, byte[] kept) {
        Input.Delivered input = InputSerde.read(record.value());
        LiveCatalog.Snapshot journeys = catalog.now();
        scan.saw(journeys.states());
        return ProfileStates.mergedInto(kept)
                .map(into -> Decision.sendOn(into, input))
                .orElseGet(() -> Decisions.input(journeys.catalog(), record.key(), kept, input));
    }

    private void carryOut(String profileId, Decision decision) {
        decision.write(profileId, states);
        decision.effects().forEach(effects::carryOut);
    }

    private OptionalLong unread() {
        int partition = context.taskId().partition();
        OptionalLong activity = lag.of(Topics.ACTIVITY, partition);
        OptionalLong inputs = lag.of(Topics.JOURNEY_INPUTS, partition);
        return activity.isEmpty() || inputs.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(activity.getAsLong() + inputs.getAsLong());
    }

    private boolean nothingUnread() {
        OptionalLong left = unread();
        return left.isPresent() && left.getAsLong() == 0;
    }

    private OptionalLong position() {
        return lag.position(Topics.ACTIVITY, context.taskId().partition());
    }

    private void hold(boolean now) {
        if (now != holding) {
            holding = now;
            metrics.holding(now);
        }
    }
}
