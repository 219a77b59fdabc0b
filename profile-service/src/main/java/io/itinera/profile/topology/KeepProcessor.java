package io.itinera.profile.topology;

import io.itinera.contracts.Activity;
import io.itinera.profile.life.History;
import io.itinera.profile.life.Life;
import io.itinera.profile.life.MalformedEventException;
import io.itinera.profile.life.Move;
import io.itinera.profile.life.Moves;
import io.itinera.profile.life.ProfileState;
import io.itinera.profile.life.Step;
import io.itinera.profile.segment.Segmentation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.WindowStore;

/** Keeps the profiles of one partition: reads, asks {@link Life} or {@link Moves}, writes, emits. It has no rule of its own. */
final class KeepProcessor implements Processor<byte[], Parcel, byte[], byte[]> {

    /** What moves is not refused lightly: merged profiles may be this many times as large as one that grows by events. */
    private static final int MERGED = 4;

    private final int mostBytes;
    private final DedupeWindow window;
    private final ProfileMetrics metrics;
    private final SegmentKeeper.Setting setting;
    private ProcessorContext<byte[], byte[]> context;
    private ProfileStates profiles;
    private SeenMessages seen;
    private SegmentKeeper segments;
    private Headers trace;

    /**
     * Whom a step is for.
     *
     * @param profileId profile
     * @param origin the part that an event belongs to, else null
     * @param at logical time
     */
    private record Target(String profileId, String origin, Instant at) {}

    KeepProcessor(int mostBytes, DedupeWindow window, ProfileMetrics metrics, SegmentKeeper.Setting setting) {
        this.mostBytes = mostBytes;
        this.window = window;
        this.metrics = metrics;
        this.setting = setting;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        this.context = processorContext;
        this.profiles = new ProfileStates(processorContext.getStateStore(ProfileTopology.PROFILES));
        WindowStore<Bytes, byte[]> messages = processorContext.getStateStore(ProfileTopology.SEEN);
        this.seen = new SeenMessages(messages, window);
        this.segments = new SegmentKeeper(
                processorContext,
                setting,
                profiles,
                (profileId, at, kept, update) ->
                        emit(new Target(profileId, null, at), kept, update.alone(), mostBytes * MERGED));
    }

    @Override
    public void process(Record<byte[], Parcel> record) {
        Parcel parcel = record.value();
        segments.read(parcel.at());
        trace = parcel.trace();
        try {
            keep(parcel);
        } catch (MalformedEventException | SerializationException e) {
            DeadLetters.bury(parcel.in(), metadata(), e, metrics, context);
        } finally {
            trace = null;
        }
    }

    private void keep(Parcel parcel) {
        Task task = parcel.task();
        if (task instanceof Task.Fill fill) {
            segments.fill(fill.request());
            return;
        }
        ProfileStates.Kept kept = profiles.read(task.profileId());
        Optional<String> elsewhere = elsewhere(task, kept.state());
        if (elsewhere.isPresent()) {
            metrics.forwarded();
            context.forward(parcel.onwards(elsewhere.get(), metadata()), ProfileTopology.LED_ON);
            return;
        }
        Instant at = parcel.at();
        if (task.onceAs() != null && seen.contains(task.profileId(), task.onceAs(), at)) {
            metrics.repeated();
            return;
        }
        switch (task) {
            case Task.Happened happened -> happened(happened, kept, at);
            case Task.MessageChanged changed -> messageChanged(changed, kept, at);
            case Task.ConsentChanged changed -> consentChanged(changed, kept, at);
            case Task.Counted counted -> counted(counted, kept, at);
            case Task.Decided decided -> decided(decided, kept);
            case Task.Arrived arrived -> arrived(arrived, kept);
            case Task.Fill _ -> throw new IllegalStateException("is for no profile");
        }
        if (task.onceAs() != null) {
            seen.add(task.profileId(), task.origin(), task.onceAs(), at);
            metrics.applied();
        }
    }

    private static Optional<String> elsewhere(Task task, ProfileState state) {
        return task.origin() == null ? Optional.empty() : state.elsewhere(task.profileId(), task.origin());
    }

    private void happened(Task.Happened task, ProfileStates.Kept kept, Instant at) {
        String profileId = task.profileId();
        Segmentation current = segments.now();
        Segmentation.Update before = current.upTo(kept.state(), profileId, at);
        Step step = Life.happened(before.state(), task.source(), task.event(), at);
        Step told = current.happened(step, task.origin(), task.event(), at);
        emit(new Target(profileId, task.origin(), at), kept, before.before(told), mostBytes);
    }

    private void messageChanged(Task.MessageChanged task, ProfileStates.Kept kept, Instant at) {
        String profileId = task.profileId();
        Segmentation.Update before = segments.now().upTo(kept.state(), profileId, at);
        Step step = Life.messageChanged(before.state(), profileId, task.outcome(), at);
        emit(new Target(profileId, null, at), kept, before.before(step), mostBytes);
    }

    private void consentChanged(Task.ConsentChanged task, ProfileStates.Kept kept, Instant at) {
        String profileId = task.profileId();
        Segmentation current = segments.now();
        Segmentation.Update before = current.upTo(kept.state(), profileId, at);
        Life.Source source = new Life.Source(profileId, task.origin(), null);
        Step step = Life.consentChanged(before.state(), source, task.consents(), "consent:" + place(), at);
        emit(new Target(profileId, null, at), kept, before.before(current.consentChanged(step, at)), mostBytes);
    }

    private void counted(Task.Counted task, ProfileStates.Kept kept, Instant at) {
        Life.Source source = new Life.Source(task.profileId(), task.origin(), null);
        Map<String, History> histories = task.counted().histories();
        Step step = segments.now().counted(kept.state(), source, histories, "segments:" + place(), at);
        emit(new Target(task.profileId(), null, at), kept, step, mostBytes * MERGED);
    }

    private void decided(Task.Decided task, ProfileStates.Kept kept) {
        String profileId = task.profileId();
        Move.Decided decided = task.decided();
        moved(profileId, decided.at(), kept, state -> Moves.decided(state, profileId, decided));
    }

    private void arrived(Task.Arrived task, ProfileStates.Kept kept) {
        String profileId = task.profileId();
        Move.Arrived arrived = task.arrived();
        Step step = moved(profileId, arrived.at(), kept, state -> Moves.arrived(state, profileId, arrived));
        seen.add(
                profileId,
                arrived.seen().stream()
                        .filter(s -> step.state().parts().containsKey(s.origin()))
                        .toList());
        metrics.merged();
    }

    private Step moved(String profileId, Instant at, ProfileStates.Kept kept, Function<ProfileState, Step> move) {
        Segmentation current = segments.now();
        Segmentation.Update before = current.upTo(kept.state(), profileId, at);
        Step step = current.moved(move.apply(before.state()), before.state(), "segments:" + place(), at);
        emit(new Target(profileId, null, at), kept, before.before(step), mostBytes * MERGED);
        return step;
    }

    /** Writes everything out first: what has no JSON form must fail before anything is changed. */
    private void emit(Target target, ProfileStates.Kept kept, Step step, int limit) {
        String profileId = target.profileId();
        Emissions out = new Emissions(Work.bytes(profileId), target.at(), trace);
        step.activity().forEach(activity -> out.activity(activity, target.origin()));
        if (step.snapshot() != null) {
            out.snapshot(step.snapshot());
        }
        step.links().forEach(out::link);
        step.arrivals().forEach((to, arrived) -> out.arrival(to, withSeen(profileId, arrived)));
        profiles.write(profileId, kept, step.state(), limit);
        segments.arm(profileId, kept.state().membership(), step.state().membership());
        out.forwardTo(context);
        step.activity().forEach(this::measure);
    }

    private void measure(Activity told) {
        if (!told.segmentChanges().isEmpty()) {
            String cause = told.cause() instanceof Activity.SegmentsChanged changed
                    ? changed.why().wire()
                    : "event";
            Duration after = Duration.between(told.at(), Instant.ofEpochMilli(context.currentSystemTimeMs()));
            metrics.memberships(cause, told.segmentChanges().size(), after);
        }
    }

    private Move.Arrived withSeen(String profileId, Move.Arrived arrived) {
        if (!arrived.seen().isEmpty()) {
            return arrived;
        }
        Set<String> origins =
                arrived.parts().stream().map(Move.Arriving::origin).collect(Collectors.toSet());
        return new Move.Arrived(arrived.parts(), seen.under(profileId, origins, arrived.at()), arrived.at());
    }

    private RecordMetadata metadata() {
        return context.recordMetadata().orElseThrow();
    }

    private String place() {
        return Parcel.place(metadata());
    }
}
