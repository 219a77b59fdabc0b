package io.itinera.profile.topology;

import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.Topics;
import io.itinera.profile.life.MalformedEventException;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Turns a record that can never be used into a dead letter. */
final class DeadLetters {

    static final String SERVICE = "profile-service";
    private static final Set<String> SOURCES = Set.of(Topics.EVENTS, Topics.MESSAGES, Topics.CONSENTS);

    private DeadLetters() {}

    /**
     * Sends a record to the dead letters of the topic that it came from first, and counts it.
     *
     * @param from where the record at hand was read
     */
    static void bury(
            Record<byte[], byte[]> in,
            RecordMetadata from,
            RuntimeException error,
            ProfileMetrics metrics,
            ProcessorContext<byte[], ? super byte[]> context) {
        String[] place = place(in, from);
        metrics.dead(place[0], reason(error));
        context.forward(of(in, place, error), ProfileTopology.deadSink(place[0]));
    }

    /** Topic, partition and offset. What others wrote to our own topic need not say well where it came from. */
    private static String[] place(Record<byte[], byte[]> in, RecordMetadata from) {
        String first = Work.text(in.headers(), Work.SOURCE);
        if (from.topic().equals(Topics.PROFILE_WORK) && first != null) {
            String[] place = first.split("/");
            if (place.length == 3 && SOURCES.contains(place[0])) {
                return place;
            }
        }
        return Parcel.place(from).split("/");
    }

    private static Record<byte[], byte[]> of(Record<byte[], byte[]> in, String[] place, RuntimeException error) {
        Instant at = Instant.ofEpochMilli(in.timestamp());
        Headers headers = new RecordHeaders(in.headers());
        String identifier = Work.text(headers, Work.IDENTIFIER);
        headers.remove(Work.KIND).remove(Work.IDENTIFIER).remove(Work.SOURCE);
        DeadLetter.describe(headers, place[0], SERVICE, reason(error), detail(error), at);
        headers.add(DeadLetter.PARTITION, Work.bytes(place[1])).add(DeadLetter.OFFSET, Work.bytes(place[2]));
        byte[] key = identifier == null ? in.key() : Work.bytes(identifier);
        return new Record<>(key, in.value(), in.timestamp(), headers);
    }

    private static String reason(RuntimeException error) {
        return error instanceof MalformedEventException malformed ? malformed.reason() : "not-readable";
    }

    private static String detail(RuntimeException error) {
        return error instanceof MalformedEventException || error instanceof SerializationException
                ? error.getMessage()
                : error.getClass().getSimpleName();
    }
}
