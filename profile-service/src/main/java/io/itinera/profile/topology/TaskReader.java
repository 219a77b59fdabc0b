package io.itinera.profile.topology;

import io.itinera.contracts.ConsentState;
import io.itinera.contracts.Consents;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.Topics;
import io.itinera.profile.life.Life;
import io.itinera.profile.life.MalformedEventException;
import io.itinera.profile.life.Move;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Record;

/** Reads what a record asks, wherever it came from. */
final class TaskReader {

    private static final JsonSerde<MessageOutcome> OUTCOMES = JsonSerde.of(MessageOutcome.class);
    private static final JsonSerde<ConsentState> CONSENTS = JsonSerde.of(ConsentState.class);
    private static final JsonSerde<Move.Decided> DECIDED = JsonSerde.of(Move.Decided.class);
    private static final JsonSerde<Move.Arrived> ARRIVED = JsonSerde.of(Move.Arrived.class);

    private TaskReader() {}

    /**
     * @throws MalformedEventException when it cannot be used
     * @throws SerializationException when it is not what it should be
     */
    static Task read(String topic, Record<byte[], byte[]> in) {
        Work kind =
                switch (topic) {
                    case Topics.MESSAGES -> Work.MESSAGE;
                    case Topics.CONSENTS -> Work.CONSENT;
                    default -> Work.of(in.headers());
                };
        if (kind == null || in.value() == null && kind != Work.CONSENT) {
            throw new MalformedEventException("empty", "the record has no value, or nothing says what it is", null);
        }
        return switch (kind) {
            case EVENT ->
                new Task.Happened(
                        Life.Source.of(key(in), identifier(in)),
                        EventReader.read(in.value(), Instant.ofEpochMilli(in.timestamp())));
            case MESSAGE -> message(topic, in);
            case CONSENT -> consent(topic, in);
            case COUNTED -> counted(in);
            case DECIDED -> decided(in);
            case ARRIVED -> arrived(in);
            case FILL -> new Task.Fill(SegmentWork.PARTITION, SegmentWork.readFill(in.value()));
        };
    }

    /** Who writes outcomes names the profile in them; the key is ours only once we have led one on. */
    private static Task message(String topic, Record<byte[], byte[]> in) {
        MessageOutcome outcome = OUTCOMES.read(in.value());
        whole(
                "an outcome needs profileId, messageId and status",
                outcome.profileId(),
                outcome.messageId(),
                outcome.status());
        EventCheck.uuid(outcome.profileId());
        return new Task.MessageChanged(topic.equals(Topics.MESSAGES) ? outcome.profileId() : key(in), outcome);
    }

    /** Once led on, the key is where it went, and the identifier whom consent-service meant. */
    private static Task consent(String topic, Record<byte[], byte[]> in) {
        String profileId = key(in);
        String origin =
                topic.equals(Topics.CONSENTS) ? profileId : identifier(in).derivedProfileId();
        return new Task.ConsentChanged(profileId, origin, Consents.of(CONSENTS.read(in.value())));
    }

    private static Task counted(Record<byte[], byte[]> in) {
        SegmentWork.Counted counted = SegmentWork.readCounted(in.value());
        whole("a count needs origin and histories", counted.origin(), counted.histories());
        return new Task.Counted(key(in), counted);
    }

    private static Task decided(Record<byte[], byte[]> in) {
        Move.Decided decided = DECIDED.read(in.value());
        whole("a decision needs parts and at", decided.parts(), decided.at());
        return new Task.Decided(key(in), decided);
    }

    private static Task arrived(Record<byte[], byte[]> in) {
        Move.Arrived arrived = ARRIVED.read(in.value());
        whole("an arrival needs parts and at", arrived.parts(), arrived.at());
        return new Task.Arrived(key(in), arrived);
    }

    private static void whole(String needs, Object... parts) {
        if (Arrays.asList(parts).contains(null)) {
            throw new MalformedEventException("incomplete", needs, null);
        }
    }

    /** The profile that a record is for. A record that we wrote has one; what others wrote there is not to stop us. */
    private static String key(Record<byte[], byte[]> in) {
        if (in.key() == null) {
            throw new MalformedEventException("bad-profile-id", "the record has no key", null);
        }
        String profileId = new String(in.key(), StandardCharsets.UTF_8);
        EventCheck.uuid(profileId);
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
}
