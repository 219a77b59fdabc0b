package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 8: a record that cannot be processed is kept with its reason, and stops nothing. */
class PoisonTest {

    private final RunningSuite suite = RunningSuite.get();

    @ParameterizedTest
    @ValueSource(
            strings = {
                Topics.EVENTS,
                Topics.ACTIVITY,
                Topics.PROFILES,
                Topics.IDENTITIES,
                Topics.JOURNEYS,
                Topics.SENDS,
                Topics.MESSAGES,
                Topics.TRANSITIONS,
                Topics.CONSENTS,
                Topics.PRIVACY
            })
    void aPoisonRecordIsKeptWithItsReasonAndTheFlowGoesOn(String topic) {
        // Half a record, and JSON that is whole but says nothing.
        List<String> poisons = List.of("{\"poison\":" + topic, "null", "[]", "{}");
        String name = "after-poison-" + topic;
        suite.publishAnswer(name, name, "transactional");

        onEveryPartition(topic, poisons);

        await("dead letters of " + topic).atMost(RunningSuite.PATIENCE).untilAsserted(() -> {
            List<ConsumerRecord<String, String>> letters = dead(topic);
            assertThat(letters).extracting(ConsumerRecord::value).containsAll(poisons);
            assertThat(letters)
                    .filteredOn(letter -> poisons.contains(letter.value()))
                    .allSatisfy(letter -> {
                        assertThat(header(letter, DeadLetter.REASON)).isNotBlank();
                        assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo(topic);
                    });
        });
        suite.sender().stream(name, name, 20, 100);
        await("messages after the poison").atMost(RunningSuite.PATIENCE).untilAsserted(() -> assertThat(
                        suite.receiver().calls(name + "-"))
                .hasSize(20));
    }

    private void onEveryPartition(String topic, List<String> values) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer())) {
            int partitions = producer.partitionsFor(topic).size();
            for (int partition = 0; partition < partitions; partition++) {
                for (String value : values) {
                    producer.send(new ProducerRecord<>(topic, partition, "poison-" + partition, value));
                }
            }
        }
    }

    private List<ConsumerRecord<String, String>> dead(String topic) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(kafka(), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.dead(topic)).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, String>> letters = new java.util.ArrayList<>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
            }
            return letters;
        }
    }

    private static String header(ConsumerRecord<String, String> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", suite.stack().kafka().bootstrapServers());
    }
}
