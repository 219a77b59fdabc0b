package io.itinera.contracts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A record that could not be processed, on its way to {@link Topics#dead(String)}: key, value and headers as they came, plus
 * headers that say where it came from and why it is here.
 */
public final class DeadLetter {

    /** Machine-readable word why. */
    public static final String REASON = "dead-reason";
    /** One sentence for people, without personal data. */
    public static final String ERROR = "dead-error";
    /** Service that gave up on it. */
    public static final String SERVICE = "dead-service";
    /** Topic that it came from. */
    public static final String TOPIC = "dead-topic";
    /** Partition that it came from, absent when it never was on a topic. */
    public static final String PARTITION = "dead-partition";
    /** Offset that it came from, absent when it never was on a topic. */
    public static final String OFFSET = "dead-offset";
    /** When, ISO 8601. */
    public static final String AT = "dead-at";

    private DeadLetter() {}

    /** The dead letter for a record read from Kafka. */
    public static ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> source, String service, String reason, String error, Instant at) {
        ProducerRecord<byte[], byte[]> dead =
                new ProducerRecord<>(Topics.dead(source.topic()), null, source.key(), source.value(), source.headers());
        describe(dead.headers(), source.topic(), service, reason, error, at);
        put(dead.headers(), PARTITION, Integer.toString(source.partition()));
        put(dead.headers(), OFFSET, Long.toString(source.offset()));
        return dead;
    }

    /** Adds the headers that say why; for a letter that never was a record on {@code topic}. */
    public static void describe(
            Headers headers, String topic, String service, String reason, String error, Instant at) {
        put(headers, TOPIC, topic);
        put(headers, SERVICE, service);
        put(headers, REASON, reason);
        put(headers, ERROR, error);
        put(headers, AT, at.toString());
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
