package io.itinera.profile.topology;

import io.itinera.contracts.DeadLetter;
import io.itinera.profile.life.MalformedEventException;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Turns a record that can never be used into a dead letter. */
final class DeadLetters {

    static final String SERVICE = "profile-service";

    private DeadLetters() {}

    static Record<byte[], byte[]> of(Record<byte[], byte[]> in, String source, RuntimeException error, Instant at) {
        Headers headers = new RecordHeaders(in.headers());
        String identifier = Work.text(headers, Work.IDENTIFIER);
        headers.remove(Work.KIND).remove(Work.IDENTIFIER).remove(Work.SOURCE);
        String[] place = source.split("/");
        DeadLetter.describe(headers, place[0], SERVICE, reason(error), detail(error), at);
        if (place.length == 3) {
            headers.add(DeadLetter.PARTITION, Work.bytes(place[1])).add(DeadLetter.OFFSET, Work.bytes(place[2]));
        }
        byte[] key = identifier == null ? in.key() : Work.bytes(identifier);
        return new Record<>(key, in.value(), in.timestamp(), headers);
    }

    static String reason(RuntimeException error) {
        return error instanceof MalformedEventException malformed ? malformed.reason() : "not-readable";
    }

    private static String detail(RuntimeException error) {
        return error instanceof MalformedEventException || error instanceof SerializationException
                ? error.getMessage()
                : error.getClass().getSimpleName();
    }
}
