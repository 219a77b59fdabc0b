package io.itinera.ingest.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.contracts.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter as shown.
 *
 * @param id place in the dead-letter topic, for a replay
 * @param reason machine-readable word why
 * @param error one sentence for people
 * @param service which service gave up on it
 * @param source the write key's source where intake refused it, else {@code topic/partition/offset}
 * @param at when
 * @param key the record's key
 * @param value the record's value as text
 * @param replayedAt when it was replayed, absent when it was not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LetterView(
        String id,
        String reason,
        String error,
        String service,
        String source,
        Instant at,
        String key,
        String value,
        Instant replayedAt) {

    static LetterView of(ConsumerRecord<byte[], byte[]> letter, Instant replayedAt) {
        return new LetterView(
                id(letter).toString(),
                header(letter, DeadLetter.REASON),
                header(letter, DeadLetter.ERROR),
                header(letter, DeadLetter.SERVICE),
                source(letter),
                Instant.ofEpochMilli(letter.timestamp()),
                text(letter.key()),
                text(letter.value()),
                replayedAt);
    }

    static LetterId id(ConsumerRecord<byte[], byte[]> letter) {
        return new LetterId(letter.partition(), letter.offset());
    }

    static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static String source(ConsumerRecord<byte[], byte[]> letter) {
        String sender = header(letter, "intake-source");
        return sender != null
                ? sender
                : "%s/%s/%s"
                        .formatted(
                                header(letter, DeadLetter.TOPIC),
                                header(letter, DeadLetter.PARTITION),
                                header(letter, DeadLetter.OFFSET));
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
