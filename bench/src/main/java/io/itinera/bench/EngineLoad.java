package io.itinera.bench;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records for the engine's topics, as profile-service and the engine itself write them. */
final class EngineLoad implements AutoCloseable {

    private static final String SOME_PROFILE = ProfileIds.derive("userId:bench");
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);

    private final KafkaProducer<byte[], byte[]> producer;

    EngineLoad(String bootstrap) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "compression.type",
                        "lz4",
                        "batch.size",
                        65536,
                        "linger.ms",
                        5,
                        "buffer.memory",
                        64L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Id of the profile of that number. */
    static byte[] profile(int number) {
        return ProfileIds.derive("userId:engine-" + number).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Sends activities and waits until the broker has them. Each is for the profile of its number in {@code profiles}.
     *
     * @param topic where to
     * @param records how many
     * @param name name of the event of each
     * @param properties properties of all
     * @param profiles the profile of each
     */
    void activities(
            String topic,
            int records,
            IntFunction<String> name,
            Map<String, Object> properties,
            IntFunction<byte[]> profiles) {
        Map<String, Template> templates = new HashMap<>();
        for (int i = 0; i < records; i++) {
            byte[] key = profiles.apply(i);
            byte[] value = templates
                    .computeIfAbsent(name.apply(i), event -> Template.of(event, properties))
                    .of(key);
            producer.send(new ProducerRecord<>(topic, key, value));
        }
        producer.flush();
    }

    /** Publishes journeys in the form that the engine publishes them in. */
    void journeys(int count, IntFunction<String> key, IntFunction<String> definition) {
        for (int i = 0; i < count; i++) {
            String published =
                    "{\"key\":\"%s\",\"state\":\"live\",\"current\":1,\"versions\":[{\"version\":1,\"definition\":%s,\"publishedAt\":\"%s\"}]}"
                            .formatted(key.apply(i), definition.apply(i), Instant.now());
            producer.send(new ProducerRecord<>(Topics.JOURNEYS, bytes(key.apply(i)), bytes(published)));
        }
        producer.flush();
    }

    /** Takes journeys away again. */
    void forget(int count, IntFunction<String> key) {
        for (int i = 0; i < count; i++) {
            producer.send(new ProducerRecord<>(Topics.JOURNEYS, bytes(key.apply(i)), null));
        }
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    /** An activity as bytes, in which only the profile's id, a text of always the same length, is exchanged. */
    private record Template(byte[] bytes, int idAt) {

        static Template of(String name, Map<String, Object> properties) {
            Activity.Tracked tracked =
                    new Activity.Tracked(EventType.TRACK, name, properties, Map.of(), Instant.now(), "bench");
            Map<String, Object> traits = Map.of("email", "engine@bench.example", "timezone", "Europe/Berlin");
            byte[] bytes = ACTIVITY.write(new Activity(
                    "bench", SOME_PROFILE, Instant.now(), tracked, traits, Map.of(), Map.of(), Set.of(), List.of()));
            return new Template(bytes, new String(bytes, StandardCharsets.ISO_8859_1).indexOf(SOME_PROFILE));
        }

        byte[] of(byte[] profile) {
            byte[] own = bytes.clone();
            System.arraycopy(profile, 0, own, idAt, profile.length);
            return own;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
