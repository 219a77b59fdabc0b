package io.itinera.journey.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import io.itinera.journey.Fixture;
import io.itinera.journey.KafkaProbe;
import io.itinera.local.backend.KafkaBackEnd;
import io.itinera.local.backend.KafkaLogging;
import io.itinera.local.backend.KafkaTopics;
import io.itinera.local.backend.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine behind a profile-service that the test plays: by what it commits, and when. */
class EngineUpstreamTest {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String GROUP = "plays-profile-service";
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);
    private static final byte[] SOMETHING = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path dir;

    private KafkaBackEnd kafka;
    private Admin admin;

    @BeforeEach
    void startBroker() {
        new KafkaLogging().quiet();
        kafka = new KafkaBackEnd(dir.resolve("kafka"), Ports.free());
        kafka.start();
        KafkaTopics.create(kafka.bootstrapServers(), 3);
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterEach
    void stopBroker() {
        admin.close();
        kafka.stop();
    }

    @Test
    void aWaitDoesNotFireBeforeWhatCameInEarlierAndIsStillOnItsWay() throws Exception {
        String waits = Fixture.profile("waits");
        String buys = Fixture.profile("buys");
        TopicPartition intake = new TopicPartition(Topics.EVENTS, 1);
        try (KafkaProbe sends = new KafkaProbe(kafka.bootstrapServers(), Topics.SENDS);
                KafkaProbe transitions = new KafkaProbe(kafka.bootstrapServers(), Topics.TRANSITIONS)) {
            Instant at = Instant.now();
            publish(transitions, Fixture.cart("upstream", "PT2S"), at);
            writeTo(intake);
            commit(intake, 0);
            try (RunningEngine _ = new RunningEngine(kafka.bootstrapServers(), dir.resolve("state"), GROUP)) {
                happens(transitions, Fixture.did(waits, Fixture.trigger("upstream"), at));
                happens(transitions, Fixture.did(buys, Fixture.trigger("upstream"), at));
                // Both waits are over, and nobody knows yet that one of the two has bought.
                await().atMost(PATIENCE).until(() -> isWaiting(transitions, waits) && isWaiting(transitions, buys));
                await().during(Duration.ofSeconds(3))
                        .atMost(PATIENCE)
                        .until(() -> sends.of(waits).isEmpty() && sends.of(buys).isEmpty());
                happens(transitions, Fixture.did(buys, "Order Completed", at.plusSeconds(1)));
                commit(intake, 1);

                await().atMost(PATIENCE).until(() -> !sends.of(waits).isEmpty());
                await().atMost(PATIENCE).until(() -> transitions.of(buys, TRANSITION).stream()
                        .anyMatch(t -> "exit:bought".equals(t.reason())));
            }
            assertThat(sends.of(buys)).isEmpty();
        }
    }

    @Test
    void aMarkerAtTheEndThatNobodyCommitsHoldsNothingBack() throws Exception {
        String waits = Fixture.profile("behind-a-marker");
        TopicPartition intake = new TopicPartition(Topics.EVENTS, 1);
        try (KafkaProbe sends = new KafkaProbe(kafka.bootstrapServers(), Topics.SENDS)) {
            Instant at = Instant.now();
            publish(sends, Fixture.cart("marker", "PT1S"), at);
            writeInTransaction(new ProducerRecord<>(intake.topic(), intake.partition(), "key", SOMETHING));
            commit(intake, 1);
            assertThat(end(intake)).isEqualTo(2);
            try (RunningEngine _ = new RunningEngine(kafka.bootstrapServers(), dir.resolve("state"), GROUP)) {
                happens(sends, Fixture.did(waits, Fixture.trigger("marker"), at));

                await().atMost(PATIENCE).until(() -> !sends.of(waits).isEmpty());
            }
        }
    }

    @Test
    void kafkaStreamsCommitsPastTheMarkerAfterWhatItHasRead() throws Exception {
        String profile = Fixture.profile("in-a-transaction");
        try (RunningEngine _ = new RunningEngine(kafka.bootstrapServers(), dir.resolve("state"))) {
            byte[] activity = ACTIVITY.write(Fixture.did(profile, "Something", Instant.now()));
            writeInTransaction(new ProducerRecord<>(Topics.ACTIVITY, 1, profile, activity));
            TopicPartition input = new TopicPartition(Topics.ACTIVITY, 1);

            await().atMost(PATIENCE)
                    .until(() -> admin
                            .listConsumerGroupOffsets("journey-engine")
                            .partitionsToOffsetAndMetadata()
                            .get()
                            .entrySet()
                            .stream()
                            .anyMatch(committed -> committed.getKey().equals(input)
                                    && committed.getValue().offset() == 2));
            assertThat(end(input)).isEqualTo(2);
        }
    }

    private void writeTo(TopicPartition partition) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), "key", SOMETHING));
        }
    }

    private void writeInTransaction(ProducerRecord<String, byte[]> record) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "test"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record);
            producer.commitTransaction();
        }
    }

    private void commit(TopicPartition partition, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(GROUP, Map.of(partition, new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private long end(TopicPartition partition) throws Exception {
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private static boolean isWaiting(KafkaProbe transitions, String profile) {
        return transitions.of(profile, TRANSITION).stream().anyMatch(t -> t.kind() == Transition.Kind.WAITING);
    }

    private static void publish(KafkaProbe kafka, String definition, Instant at) throws Exception {
        var json = Wire.JSON.readTree(definition);
        String key = json.get("key").asText();
        PublishedJourney journey = new PublishedJourney(
                key, PublishedJourney.State.LIVE, 1, List.of(new PublishedJourney.Version(1, json, at)));
        kafka.put(Topics.JOURNEYS, key, JsonSerde.of(PublishedJourney.class).write(journey), at);
    }

    private static void happens(KafkaProbe kafka, Activity activity) {
        kafka.put(Topics.ACTIVITY, activity.profileId(), ACTIVITY.write(activity), activity.at());
    }
}
