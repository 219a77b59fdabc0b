package io.itinera.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.Topics;
import io.itinera.local.testing.BackEnds;
import io.itinera.local.testing.Tokens;
import io.restassured.common.mapper.TypeRef;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the tests of this service share: a source with its own write key, and what came to the topics. */
public final class IngestFixture {

    private static final JsonSerde<SourceEvent> EVENT = JsonSerde.of(SourceEvent.class);

    private IngestFixture() {}

    /**
     * A source that no other test uses.
     *
     * @param name the source
     * @param keyId id of its write key
     * @param writeKey the secret
     */
    public record Source(String name, String keyId, String writeKey) {

        /** A call with the write key as Basic user name. */
        public RequestSpecification sending(String body) {
            return sending(body.getBytes(StandardCharsets.UTF_8));
        }

        /** A call with the write key as Basic user name. */
        public RequestSpecification sending(byte[] body) {
            return given().auth()
                    .preemptive()
                    .basic(writeKey, "")
                    .contentType(ContentType.JSON)
                    .body(body);
        }

        /** The events of this source. */
        public List<SourceEvent> events(int expected) {
            return records(expected).stream().map(r -> EVENT.read(r.value())).toList();
        }

        /** The records of this source on {@code events}, when there are at least so many. */
        public List<ConsumerRecord<byte[], byte[]>> records(int expected) {
            return read(
                    Topics.EVENTS,
                    expected,
                    r -> name.equals(EVENT.read(r.value()).source()));
        }

        /** The dead letters of this source, when there are at least so many. */
        public List<ConsumerRecord<byte[], byte[]>> dead(int expected) {
            return read(Topics.dead(Topics.EVENTS), expected, r -> name.equals(header(r, "intake-source")));
        }
    }

    /** Makes a source, when the service takes events: it has just been started, or Kafka has just come back. */
    public static Source source() {
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        String name = "shop-" + UUID.randomUUID();
        Map<String, String> made = given().auth()
                .oauth2(Tokens.of("operator"))
                .contentType(ContentType.JSON)
                .body(Map.of("source", name))
                .post("/v1/write-keys")
                .then()
                .statusCode(201)
                .extract()
                .as(new TypeRef<>() {});
        return new Source(name, made.get("id"), made.get("writeKey"));
    }

    /** All records of a topic that match, when there are at least so many. */
    public static List<ConsumerRecord<byte[], byte[]>> read(
            String topic, int expected, Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        AtomicReference<List<ConsumerRecord<byte[], byte[]>>> found = new AtomicReference<>();
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    found.set(readAll(topic).stream().filter(wanted).toList());
                    assertThat(found.get()).hasSizeGreaterThanOrEqualTo(expected);
                });
        return found.get();
    }

    private static List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                BackEnds.kafka().bootstrapServers(),
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class,
                "isolation.level",
                "read_committed");
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    /** A header as text, or null. */
    public static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Why a letter is dead. */
    public static String reason(ConsumerRecord<byte[], byte[]> letter) {
        return header(letter, DeadLetter.REASON);
    }
}
