package io.itinera.systemtests.suite;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the engine has committed to {@code transitions} about one journey. */
final class TransitionLog {

    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);

    private final List<Transition> all = new ArrayList<>();

    private TransitionLog() {}

    /** Reads the topic from its beginning to where it ends now. */
    static TransitionLog of(String bootstrap, String journey) {
        TransitionLog log = new TransitionLog();
        String mark = '"' + journey + '"';
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed", "max.poll.records", "5000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.TRANSITIONS).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    // Other tests leave tens of thousands of them: those of other journeys are not worth reading whole.
                    Optional.ofNullable(record.value())
                            .filter(value -> new String(value, StandardCharsets.UTF_8).contains(mark))
                            .flatMap(TransitionLog::read)
                            .filter(transition -> transition.journey() != null
                                    && journey.equals(transition.journey().journey()))
                            .ifPresent(log.all::add);
                }
            }
        }
        return log;
    }

    /** Empty for a record that is none: another test puts such on the topic. */
    private static Optional<Transition> read(byte[] value) {
        try {
            return Optional.ofNullable(TRANSITION.read(value));
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }

    /** The transitions, in the order of each partition. */
    List<Transition> all() {
        return all;
    }

    /** How many transitions there are. */
    int size() {
        return all.size();
    }

    /** How many of them have an id of their own. */
    long distinct() {
        return all.stream().map(Transition::id).distinct().count();
    }

    /** The transitions of each instance, in order. */
    Map<String, List<Transition>> byInstance() {
        return all.stream()
                .filter(t -> t.journey().instance() != null)
                .sorted(Comparator.comparingLong(Transition::sequence))
                .collect(Collectors.groupingBy(t -> t.journey().instance(), TreeMap::new, Collectors.toList()));
    }
}
