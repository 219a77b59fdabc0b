package io.itinera.profile.topology;

import io.itinera.contracts.Topics;
import io.itinera.contracts.TraceContext;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * A task with the record that brought it, which goes on byte by byte where the profile is kept elsewhere.
 *
 * @param task what to do
 * @param in the record as it came
 */
record Parcel(Task task, Record<byte[], byte[]> in) {

    /** Logical time. */
    Instant at() {
        return Instant.ofEpochMilli(in.timestamp());
    }

    /** The trace that it belongs to, or null. */
    Headers trace() {
        return TraceContext.of(in.headers());
    }

    /**
     * The record on its way to another profile. What comes from another partition says in its headers what it is; what came from
     * anywhere else is told to.
     *
     * @param from where the record at hand was read
     */
    Record<byte[], byte[]> onwards(String profileId, RecordMetadata from) {
        Record<byte[], byte[]> to = in.withKey(Work.bytes(profileId));
        if (from.topic().equals(Topics.PROFILE_WORK)) {
            return to;
        }
        Headers headers = new RecordHeaders(in.headers());
        // Last, since the last of a name counts: what a sender calls its own headers does not matter.
        task.kind().headers().forEach(headers::add);
        headers.add(Work.SOURCE, Work.bytes(place(from)));
        if (task.identifier() != null) {
            headers.add(Work.IDENTIFIER, Work.bytes(task.identifier()));
        }
        return to.withHeaders(headers);
    }

    /** {@code topic/partition/offset}. */
    static String place(RecordMetadata from) {
        return from.topic() + "/" + from.partition() + "/" + from.offset();
    }
}
