package io.itinera.journey.topology;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.itinera.contracts.TraceContext;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import io.itinera.journey.clock.SuiteClock;
import io.itinera.journey.timers.TimerConfig;
import io.itinera.watermarks.InputLag;
import io.itinera.watermarks.Upstream;
import io.itinera.watermarks.Watermark;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology with a clock and an input lag that a test sets. */
final class Driver implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final JsonSerde<PublishedJourney> JOURNEY = JsonSerde.of(PublishedJourney.class);
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);

    final LiveCatalog catalog = new LiveCatalog();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final SuiteClock clock = SuiteClock.alone();
    final TopologyTestDriver streams;
    private String zoneRules = "as ever";
    private OptionalLong lag = OptionalLong.of(0);
    private boolean watched;
    private Watermark watermark;

    Driver(String stateDir) {
        this(stateDir, 100);
    }

    /** With so many timers in a batch. */
    Driver(String stateDir, int budget) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir);
        streams = new TopologyTestDriver(
                new JourneyTopology(
                                catalog,
                                new SetLag(),
                                new SetUpstream(),
                                clock,
                                new Config(budget),
                                new EngineMetrics(meters),
                                new SetZoneRules())
                        .build(),
                properties,
                NOON);
    }

    void publish(String definition, PublishedJourney.State state) {
        try {
            var json = Wire.JSON.readTree(definition);
            String key = json.get("key").asText();
            put(
                    Topics.JOURNEYS,
                    key,
                    JOURNEY.write(
                            new PublishedJourney(key, state, 1, List.of(new PublishedJourney.Version(1, json, NOON)))),
                    NOON);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void put(String topic, String key, byte[] value, Instant at) {
        streams.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, value, at);
    }

    /** As {@link #happens(Activity)}, within a trace. */
    void happens(Activity activity, String traceparent) {
        RecordHeaders headers = new RecordHeaders();
        TraceContext.put(traceparent, headers);
        streams.createInputTopic(Topics.ACTIVITY, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(activity.profileId(), ACTIVITY.write(activity), headers, activity.at()));
    }

    void happens(Activity activity) {
        put(Topics.ACTIVITY, activity.profileId(), ACTIVITY.write(activity), activity.at());
    }

    /** Lets wall-clock time pass: the engine looks soon after what it read, and again at the end. */
    void passes(Duration time) {
        Duration soon = Duration.ofMillis(50);
        streams.advanceWallClockTime(soon);
        streams.advanceWallClockTime(time.minus(soon));
    }

    /** Lets time pass until the engine looks once more. */
    void looks() {
        streams.advanceWallClockTime(Duration.ofMillis(50));
    }

    void lag(long records) {
        lag = OptionalLong.of(records);
    }

    /** From now on the rules of time zones are others. */
    void zoneRules(String fingerprint) {
        zoneRules = fingerprint;
    }

    /** From now on the way to the engine is watched, and nothing is known of it until a watermark comes. */
    void watchUpstream() {
        watched = true;
    }

    /** All that came in before {@code at} is on the input before {@code end}. */
    void arrived(Instant at, long end) {
        watermark = new Watermark(at, Map.of(0, end));
    }

    List<SendRequest> sends() {
        return read(Topics.SENDS, JsonSerde.of(SendRequest.class));
    }

    List<Transition> transitions() {
        return read(Topics.TRANSITIONS, JsonSerde.of(Transition.class));
    }

    List<TestRecord<String, byte[]>> records(String topic) {
        return streams.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private <T> List<T> read(String topic, JsonSerde<T> serde) {
        return records(topic).stream().map(r -> serde.read(r.value())).toList();
    }

    @Override
    public void close() {
        streams.close();
    }

    /** What the test says. */
    private final class SetLag implements InputLag {
        @Override
        public OptionalLong of(String topic, int partition) {
            return lag;
        }

        @Override
        public OptionalLong position(String topic, int partition) {
            return OptionalLong.empty();
        }
    }

    /** What the test says. */
    private final class SetZoneRules extends ZoneRulesInForce {
        SetZoneRules() {
            super("not asked for");
        }

        @Override
        String fingerprint() {
            return zoneRules;
        }
    }

    /** What the test says. */
    private final class SetUpstream implements Upstream {
        @Override
        public boolean watched() {
            return watched;
        }

        @Override
        public Watermark newest() {
            return watermark;
        }
    }

    /** The defaults. */
    private record Config(int budget) implements TimerConfig {
        @Override
        public Duration interval() {
            return Duration.ofMillis(50);
        }

        @Override
        public Duration lateFrom() {
            return Duration.ofMillis(500);
        }

        @Override
        public Optional<String> upstreamGroup() {
            return Optional.empty();
        }

        @Override
        public Duration upstreamTolerance() {
            return Duration.ofMillis(500);
        }
    }
}
