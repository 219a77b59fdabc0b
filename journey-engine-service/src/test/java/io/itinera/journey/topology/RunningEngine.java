package io.itinera.journey.topology;

import io.itinera.journey.clock.SuiteClock;
import io.itinera.journey.timers.TimerConfig;
import io.itinera.watermarks.LagAwareClients;
import io.itinera.watermarks.UpstreamWatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams with the engine's topology and the settings that the service ships with. */
final class RunningEngine implements AutoCloseable {

    private static final String PREFIX = "kafka-streams.";

    private final KafkaStreams streams;

    private final UpstreamWatch upstream;

    /** An engine that looks at nothing but its own input. */
    RunningEngine(String bootstrapServers, Path stateDir) throws IOException {
        this(bootstrapServers, stateDir, null);
    }

    /** An engine whose waits follow what the group has worked off. */
    RunningEngine(String bootstrapServers, Path stateDir, String upstreamGroup) throws IOException {
        LagAwareClients clients = new LagAwareClients();
        TimerConfig config = new Defaults(Optional.ofNullable(upstreamGroup));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        upstream = new UpstreamWatch(
                Map.of(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                config.upstreamGroup().map(EngineUpstream::way),
                config.upstreamTolerance(),
                EngineUpstream.ROUND,
                InstantSource.system());
        JourneyTopology topology = new JourneyTopology(
                new LiveCatalog(),
                clients,
                upstream,
                SuiteClock.alone(),
                config,
                new EngineMetrics(meters),
                new ZoneRulesInForce());
        Properties settings = shipped();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "journey-engine");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        streams = new KafkaStreams(topology.build(), settings, clients);
        upstream.start();
        streams.start();
    }

    private static Properties shipped() throws IOException {
        Properties all = new Properties();
        try (InputStream in = RunningEngine.class.getResourceAsStream("/application.properties")) {
            all.load(in);
        }
        Properties streams = new Properties();
        all.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> streams.put(name.substring(PREFIX.length()), all.getProperty(name)));
        return streams;
    }

    @Override
    public void close() {
        upstream.close();
        streams.close(Duration.ofSeconds(30));
    }

    /** The defaults of the configuration. */
    private record Defaults(Optional<String> upstreamGroup) implements TimerConfig {
        @Override
        public Duration interval() {
            return Duration.ofMillis(50);
        }

        @Override
        public int budget() {
            return 2000;
        }

        @Override
        public Duration lateFrom() {
            return Duration.ofMillis(500);
        }

        @Override
        public Duration upstreamTolerance() {
            return Duration.ofMillis(500);
        }
    }
}
