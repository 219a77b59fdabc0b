package io.itinera.profile.topology;

import io.itinera.contracts.Activity;
import io.itinera.contracts.ConsentState;
import io.itinera.contracts.Consents;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.Topics;
import io.itinera.contracts.TraceContext;
import io.itinera.profile.life.Life;
import io.itinera.profile.life.MalformedEventException;
import io.itinera.profile.life.Move;
import io.itinera.profile.life.Moves;
import io.itinera.profile.life.ProfileState;
import io.itinera.profile.life.Step;
import io.itinera.profile.segment.Segmentation;
import java.nio.charset.StandardCharsets;
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
final class KeepProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final JsonSerde<SourceEvent> EVENTS = JsonSerde.of(SourceEvent.class);
    private static final JsonSerde<MessageOutcome> OUTCOMES = JsonSerde.of(MessageOutcome.class);
    private static final JsonSerde<ConsentState> CONSENTS = JsonSerde.of(ConsentState.class);
    private static final JsonSerde<Move.Decided> DECIDED = JsonSerde.of(Move.Decided.class);
    private static final JsonSerde<Move.Arrived> ARRIVED = JsonSerde.of(Move.Arrived.class);

    /** What moves is not refused lightly: merged profiles may be this many times as large as one that grows by events. */
    private static final int MERGED = 4;

    private final int mostBytes;
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

    KeepProcessor(int mostBytes, ProfileMetrics metrics, SegmentKeeper.Setting setting) {
        this.mostBytes = mostBytes;
        this.metrics = metrics;
        this.setting = setting;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        this.context = processorContext;
        this.profiles = new ProfileStates(processorContext.getStateStore(ProfileTopology.PROFILES));
        WindowStore<Bytes, byte[]> messages = processorContext.getStateStore(ProfileTopology.SEEN);
        this.seen = new SeenMessages(messages);
        this.segments = new SegmentKeeper(
                processorContext,
                setting,
                profiles,
                (profileId, at, kept, update) ->
                        emit(new Target(profileId, null, at), kept, update.alone(), mostBytes * MERGED));
    }

    @Override
    public void process(Record<byte[], byte[]> in) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        segments.read(Instant.ofEpochMilli(in.timestamp()));
        trace = TraceContext.of(in.headers());
        try {
            Work work =
                    switch (metadata.topic()) {
                        case Topics.MESSAGES -> Work.MESSAGE;
                        case Topics.CONSENTS -> Work.CONSENT;
                        default -> Work.of(in.headers());
                    };
            if (work == null || in.value() == null && work != Work.CONSENT) {
                throw new MalformedEventException("empty", "the record has no value, or nothing says what it is", null);
            }
            apply(work, in);
        } catch (MalformedEventException | SerializationException e) {
            String source = Work.text(in.headers(), Work.SOURCE);
            String place = source == null ? place() : source;
            String topic = place.substring(0, place.indexOf('/'));
            metrics.dead(topic, DeadLetters.reason(e));
            context.forward(
                    DeadLetters.of(in, place, e, Instant.ofEpochMilli(in.timestamp())),
                    ProfileTopology.deadSink(topic));
        } finally {
            trace = null;
        }
    }

    private void apply(Work work, Record<byte[], byte[]> in) {
        switch (work) {
            case EVENT -> event(in);
            case MESSAGE -> message(in);
            case DECIDED -> decided(in);
            case ARRIVED -> arrived(in);
            case CONSENT -> consent(in);
            case COUNTED -> counted(in);
            case FILL -> segments.fill(SegmentWork.readFill(in.value()));
        }
    }

    private void event(Record<byte[], byte[]> in) {
        String profileId = key(in);
        Identifier identifier = identifier(in);
        Life.Source source = Life.Source.of(profileId, identifier);
        ProfileStates.Kept kept = profiles.read(profileId);
        Optional<String> elsewhere = kept.state().elsewhere(profileId, source.origin());
        if (elsewhere.isPresent()) {
            lead(elsewhere.get(), in);
            return;
        }
        Instant at = Instant.ofEpochMilli(in.timestamp());
        SourceEvent event = timed(EVENTS.read(in.value()), at);
        if (seen.contains(profileId, event.messageId(), at)) {
            metrics.repeated();
            return;
        }
        Segmentation current = segments.now();
        Segmentation.Update before = current.upTo(kept.state(), profileId, at);
        Step step = Life.happened(before.state(), source, event, at);
        Step told = current.happened(step, source.origin(), event, at);
        emit(new Target(profileId, source.origin(), at), kept, before.before(told), mostBytes);
        seen.add(profileId, source.origin(), event.messageId(), at);
        metrics.applied();
    }

    private void message(Record<byte[], byte[]> in) {
        MessageOutcome outcome = OUTCOMES.read(in.value());
        if (outcome.profileId() == null || outcome.messageId() == null || outcome.status() == null) {
            throw new MalformedEventException("incomplete", "an outcome needs profileId, messageId and status", null);
        }
        EventHead.uuid(outcome.profileId());
        boolean fresh = Work.of(in.headers()) == null;
        if (fresh && (in.key() == null || !outcome.profileId().equals(text(in.key())))) {
            lead(
                    outcome.profileId(),
                    in.withHeaders(Work.MESSAGE.headers(trace).add(Work.SOURCE, Work.bytes(place()))));
            return;
        }
        String profileId = key(in);
        ProfileStates.Kept kept = profiles.read(profileId);
        Optional<String> elsewhere = kept.state().elsewhere(profileId, outcome.profileId());
        if (elsewhere.isPresent()) {
            lead(elsewhere.get(), in.withHeaders(Work.MESSAGE.headers(trace).add(Work.SOURCE, Work.bytes(place()))));
            return;
        }
        Instant at = Instant.ofEpochMilli(in.timestamp());
        if (seen.contains(profileId, outcome.effectId(), at)) {
            metrics.repeated();
            return;
        }
        Segmentation.Update before = segments.now().upTo(kept.state(), profileId, at);
        Step step = Life.messageChanged(before.state(), profileId, outcome, at);
        emit(new Target(profileId, null, at), kept, before.before(step), mostBytes);
        seen.add(profileId, outcome.profileId(), outcome.effectId(), at);
        metrics.applied();
    }

    private void decided(Record<byte[], byte[]> in) {
        String profileId = key(in);
        Move.Decided decided = DECIDED.read(in.value());
        ProfileStates.Kept kept = profiles.read(profileId);
        moved(profileId, decided.at(), kept, state -> Moves.decided(state, profileId, decided));
    }

    private void arrived(Record<byte[], byte[]> in) {
        String profileId = key(in);
        Move.Arrived arrived = ARRIVED.read(in.value());
        ProfileStates.Kept kept = profiles.read(profileId);
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

    /** Latest consents of the profile that consent-service knows; where that was merged away, its part has them. */
    private void consent(Record<byte[], byte[]> in) {
        String profileId = key(in);
        boolean led = Work.text(in.headers(), Work.IDENTIFIER) != null;
        String origin = led ? identifier(in).derivedProfileId() : profileId;
        ProfileStates.Kept kept = profiles.read(profileId);
        Optional<String> elsewhere = kept.state().elsewhere(profileId, origin);
        if (elsewhere.isPresent()) {
            Headers headers = Work.CONSENT.headers(trace);
            headers.add(Work.IDENTIFIER, Work.bytes(new Identifier(Identifier.Kind.PROFILE, origin).text()));
            headers.add(Work.SOURCE, Work.bytes(led ? Work.text(in.headers(), Work.SOURCE) : place()));
            lead(elsewhere.get(), in.withHeaders(headers));
            return;
        }
        Instant at = Instant.ofEpochMilli(in.timestamp());
        Map<String, Boolean> consents = Consents.of(CONSENTS.read(in.value()));
        Segmentation current = segments.now();
        Segmentation.Update before = current.upTo(kept.state(), profileId, at);
        Life.Source source = new Life.Source(profileId, origin, null);
        Step step = Life.consentChanged(before.state(), source, consents, "consent:" + place(), at);
        emit(new Target(profileId, null, at), kept, before.before(current.consentChanged(step, at)), mostBytes);
    }

    /** What the log says was counted; where the part went, it follows. */
    private void counted(Record<byte[], byte[]> in) {
        String profileId = key(in);
        SegmentWork.Counted counted = SegmentWork.readCounted(in.value());
        ProfileStates.Kept kept = profiles.read(profileId);
        Optional<String> elsewhere = kept.state().elsewhere(profileId, counted.origin());
        if (elsewhere.isPresent()) {
            lead(elsewhere.get(), in);
            return;
        }
        Instant at = Instant.ofEpochMilli(in.timestamp());
        Life.Source source = new Life.Source(profileId, counted.origin(), null);
        Step step = segments.now().counted(kept.state(), source, counted.histories(), "segments:" + place(), at);
        emit(new Target(profileId, null, at), kept, step, mostBytes * MERGED);
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

    private void lead(String profileId, Record<byte[], byte[]> in) {
        metrics.forwarded();
        context.forward(in.withKey(Work.bytes(profileId)), ProfileTopology.LED_ON);
    }

    private static SourceEvent timed(SourceEvent event, Instant at) {
        if (event.timestamp() != null) {
            return event;
        }
        return new SourceEvent(
                event.messageId(),
                event.type(),
                event.name(),
                event.userId(),
                event.anonymousId(),
                event.previousId(),
                event.groupId(),
                event.profileId(),
                event.properties(),
                event.traits(),
                event.context(),
                at,
                event.originalTimestamp(),
                event.sentAt(),
                event.receivedAt(),
                event.source());
    }

    private String place() {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        return metadata.topic() + "/" + metadata.partition() + "/" + metadata.offset();
    }

    /** The profile that a record is for. A record that we wrote has one; what others wrote there is not to stop us. */
    private static String key(Record<byte[], byte[]> in) {
        if (in.key() == null) {
            throw new MalformedEventException("bad-profile-id", "the record has no key", null);
        }
        String profileId = text(in.key());
        EventHead.uuid(profileId);
        return profileId;
    }

    private static Identifier identifier(Record<byte[], byte[]> in) {
        try {
            return Identifier.parse(String.valueOf(Work.text(in.headers(), Work.IDENTIFIER)));
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException(
                    "no-identifier", "the record does not say under which identifier it came", e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
