package io.itinera.profile.topology;

import io.itinera.contracts.Identifier;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.Topics;
import io.itinera.profile.life.Life;
import io.itinera.profile.life.MalformedEventException;
import io.itinera.profile.life.Move;
import io.itinera.profile.life.Moves;
import io.itinera.profile.life.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
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
    private static final JsonSerde<Move.Decided> DECIDED = JsonSerde.of(Move.Decided.class);
    private static final JsonSerde<Move.Arrived> ARRIVED = JsonSerde.of(Move.Arrived.class);

    /** What moves is not refused lightly: merged profiles may be this many times as large as one that grows by events. */
    private static final int MERGED = 4;

    private final int mostBytes;
    private final ProfileMetrics metrics;
    private ProcessorContext<byte[], byte[]> context;
    private ProfileStates profiles;
    private SeenMessages seen;

    KeepProcessor(int mostBytes, ProfileMetrics metrics) {
        this.mostBytes = mostBytes;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        this.context = processorContext;
        this.profiles = new ProfileStates(processorContext.getStateStore(ProfileTopology.PROFILES));
        WindowStore<Bytes, byte[]> messages = processorContext.getStateStore(ProfileTopology.SEEN);
        this.seen = new SeenMessages(messages);
    }

    @Override
    public void process(Record<byte[], byte[]> in) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        boolean message = metadata.topic().equals(Topics.MESSAGES);
        try {
            Work work = message ? Work.MESSAGE : Work.of(in.headers());
            if (work == null || in.value() == null) {
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
        }
    }

    private void apply(Work work, Record<byte[], byte[]> in) {
        switch (work) {
            case EVENT -> event(in);
            case MESSAGE -> message(in);
            case DECIDED -> decided(in);
            case ARRIVED -> arrived(in);
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
        Step step = Life.happened(kept.state(), source, event, at);
        emit(profileId, at, kept, step, mostBytes);
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
            lead(outcome.profileId(), in.withHeaders(Work.MESSAGE.headers().add(Work.SOURCE, Work.bytes(place()))));
            return;
        }
        String profileId = key(in);
        ProfileStates.Kept kept = profiles.read(profileId);
        Optional<String> elsewhere = kept.state().elsewhere(profileId, outcome.profileId());
        if (elsewhere.isPresent()) {
            lead(elsewhere.get(), in.withHeaders(Work.MESSAGE.headers().add(Work.SOURCE, Work.bytes(place()))));
            return;
        }
        Instant at = Instant.ofEpochMilli(in.timestamp());
        if (seen.contains(profileId, outcome.effectId(), at)) {
            metrics.repeated();
            return;
        }
        emit(profileId, at, kept, Life.messageChanged(kept.state(), profileId, outcome, at), mostBytes);
        seen.add(profileId, outcome.profileId(), outcome.effectId(), at);
        metrics.applied();
    }

    private void decided(Record<byte[], byte[]> in) {
        String profileId = key(in);
        Move.Decided decided = DECIDED.read(in.value());
        ProfileStates.Kept kept = profiles.read(profileId);
        Step step = Moves.decided(kept.state(), profileId, decided);
        emit(profileId, decided.at(), kept, step, mostBytes * MERGED);
    }

    private void arrived(Record<byte[], byte[]> in) {
        String profileId = key(in);
        Move.Arrived arrived = ARRIVED.read(in.value());
        ProfileStates.Kept kept = profiles.read(profileId);
        Step step = Moves.arrived(kept.state(), profileId, arrived);
        emit(profileId, arrived.at(), kept, step, mostBytes * MERGED);
        seen.add(
                profileId,
                arrived.seen().stream()
                        .filter(s -> step.state().parts().containsKey(s.origin()))
                        .toList());
        metrics.merged();
    }

    /** Writes everything out first: what has no JSON form must fail before anything is changed. */
    private void emit(String profileId, Instant at, ProfileStates.Kept kept, Step step, int limit) {
        Emissions out = new Emissions(Work.bytes(profileId), at);
        step.activity().forEach(out::activity);
        if (step.snapshot() != null) {
            out.snapshot(step.snapshot());
        }
        step.links().forEach(out::link);
        step.arrivals().forEach((to, arrived) -> out.arrival(to, withSeen(profileId, arrived)));
        profiles.write(profileId, kept, step.state(), limit);
        out.forwardTo(context);
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
