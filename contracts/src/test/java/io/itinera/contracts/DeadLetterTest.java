package io.itinera.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void keepsTheRecordAsItCameAndSaysWhereItCameFromAndWhy() {
        ConsumerRecord<byte[], byte[]> poison = poison();

        ProducerRecord<byte[], byte[]> dead =
                DeadLetter.of(poison, "profile-service", "malformed", "not a SourceEvent", NOON);

        assertThat(dead.topic()).isEqualTo("events.dead");
        assertThat(dead.partition()).isNull();
        assertThat(dead.key()).isEqualTo(poison.key());
        assertThat(dead.value()).isEqualTo(poison.value());
        assertThat(texts(dead.headers()))
                .isEqualTo(Map.of(
                        "traceparent", "00-1",
                        "dead-topic", "events",
                        "dead-partition", "2",
                        "dead-offset", "77",
                        "dead-service", "profile-service",
                        "dead-reason", "malformed",
                        "dead-error", "not a SourceEvent",
                        "dead-at", "2026-11-21T12:00:00Z"));
    }

    @Test
    void aSecondDeathReplacesTheHeadersOfTheFirst() {
        ConsumerRecord<byte[], byte[]> poison = poison();
        poison.headers().add(DeadLetter.REASON, "old".getBytes(UTF_8)).add(DeadLetter.OFFSET, "1".getBytes(UTF_8));

        ProducerRecord<byte[], byte[]> dead = DeadLetter.of(poison, "profile-service", "malformed", "again", NOON);

        assertThat(dead.headers().headers(DeadLetter.REASON)).hasSize(1);
        assertThat(texts(dead.headers()))
                .containsEntry("dead-reason", "malformed")
                .containsEntry("dead-offset", "77");
    }

    @Test
    void aLetterThatNeverWasOnATopicHasNoPartitionAndNoOffset() {
        Headers headers = new RecordHeaders();

        DeadLetter.describe(headers, Topics.EVENTS, "event-ingest-service", "no-identifier", "userId is missing", NOON);

        assertThat(texts(headers))
                .containsOnlyKeys("dead-topic", "dead-service", "dead-reason", "dead-error", "dead-at");
    }

    private static ConsumerRecord<byte[], byte[]> poison() {
        ConsumerRecord<byte[], byte[]> poison =
                new ConsumerRecord<>(Topics.EVENTS, 2, 77, "userId:42".getBytes(UTF_8), "{".getBytes(UTF_8));
        poison.headers().add("traceparent", "00-1".getBytes(UTF_8));
        return poison;
    }

    private static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new TreeMap<>();
        headers.forEach(h -> texts.put(h.key(), new String(h.value(), UTF_8)));
        return texts;
    }
}
