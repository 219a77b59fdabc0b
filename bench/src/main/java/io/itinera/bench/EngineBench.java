package io.itinera.bench;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.Topics;
import io.itinera.local.backend.ChildProcess;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The engine alone, against a topology that gets and puts one value per record on the same broker. Both read the same
 * records; the time is from the first record produced until the group has committed the last.
 */
final class EngineBench {

    private static final int RECORDS = 400_000;
    private static final int PROFILES = 100_000;
    private static final String PEER = "bench-bare-streams";
    private static final String INPUT = "bench-activity";
    private static final String SOME_PROFILE = ProfileIds.derive("userId:bench");
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Suite suite;
    private final Report report;
    private final JsonSerde<Activity> serde = JsonSerde.of(Activity.class);
    private final byte[][] keys = new byte[PROFILES][];

    EngineBench(Suite suite, Report report) {
        this.suite = suite;
        this.report = report;
        for (int i = 0; i < PROFILES; i++) {
            keys[i] = ProfileIds.derive("userId:engine-" + i).getBytes(StandardCharsets.UTF_8);
        }
    }

    void run(int rounds) throws Exception {
        report.section("Engine alone, beside bare Kafka Streams get-and-put (%d rounds of %,d records)"
                .formatted(rounds, RECORDS));
        double[] ours = new double[rounds];
        double[] bare = new double[rounds];
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.bootstrap()))) {
            int partitions = suite.stack().settings().partitions();
            admin.createTopics(Set.of(
                            new NewTopic(INPUT, partitions, (short) 1),
                            new NewTopic(BareStreams.OUTPUT, partitions, (short) 1)))
                    .all()
                    .get();
            Lag lag = new Lag(admin);
            ChildProcess peer = startPeer();
            try {
                measure(lag, PEER, INPUT);
                for (int i = 0; i < rounds; i++) {
                    bare[i] = measure(lag, PEER, INPUT);
                }
            } finally {
                peer.signal("TERM");
                peer.awaitEnd(Duration.ofSeconds(20));
            }
            suite.start(StackService.JOURNEY);
            suite.client().publish(LISTENER);
            measure(lag, "journey-engine", Topics.ACTIVITY);
            for (int i = 0; i < rounds; i++) {
                ours[i] = measure(lag, "journey-engine", Topics.ACTIVITY);
            }
            lag.awaitCaughtUp("journey-reporting", Topics.TRANSITIONS, partitions, LIMIT);
            suite.client()
                    .call(
                            StackPort.JOURNEYS,
                            "POST",
                            "/v1/journeys/bench-engine/archive",
                            null,
                            Map.of("If-Match", "*"));
            suite.stop(StackService.JOURNEY);
        }
        Figure peer = report.add(new Figure("engine.bare-streams", "records/s", bare));
        Figure figure = report.add(new Figure("engine", "records/s", ours));
        report.share("engine.share-of-bare", figure, peer);
    }

    /** One in ten records is an event that the journey listens for; its instances wait, each with a timer. */
    private static final String LISTENER = """
            {"key":"bench-engine","name":"Engine benchmark","entry":{"on":{"event":"Bench Order"},
             "reentry":{"mode":"after-exit"}},"exits":[{"key":"paid","on":{"event":"Bench Paid"}}],
             "start":"pause","steps":{"pause":{"type":"wait","for":"P30D","next":"end"},"end":{"type":"exit"}}}""";

    private double measure(Lag lag, String group, String topic) {
        long start = System.nanoTime();
        produce(topic);
        lag.awaitCaughtUp(group, topic, 0, LIMIT);
        return RECORDS / ((System.nanoTime() - start) / 1e9);
    }

    private void produce(String topic) {
        byte[] viewed = activity("Product Viewed");
        byte[] ordered = activity("Bench Order");
        int profileAt = new String(viewed, StandardCharsets.ISO_8859_1).indexOf(SOME_PROFILE);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        suite.bootstrap(),
                        "compression.type",
                        "lz4",
                        "batch.size",
                        65536,
                        "linger.ms",
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                producer.send(new ProducerRecord<>(
                        topic, keys[(int) (i * 7919L % PROFILES)], i % 10 == 0 ? ordered : viewed));
            }
        }
    }

    /** An activity of {@link #SOME_PROFILE}, whose id stands before all that differs between the two kinds. */
    private byte[] activity(String name) {
        Map<String, Object> properties = Map.of("product_id", "1003461", "brand", "xiaomi", "price", 489.07);
        Activity.Tracked tracked = new Activity.Tracked(
                EventType.TRACK, name, properties, Map.of(), Instant.parse("2026-01-01T00:00:00Z"), "bench");
        Map<String, Object> traits = Map.of("email", "engine@bench.example", "timezone", "Europe/Berlin");
        return serde.write(new Activity(
                "bench", SOME_PROFILE, Instant.now(), tracked, traits, Map.of(), Map.of(), Set.of(), null));
    }

    private ChildProcess startPeer() {
        Path root = suite.stack().settings().root();
        Path state = suite.stack().settings().state();
        Path app = root.resolve("bench/target/quarkus-app");
        return ChildProcess.start(
                PEER,
                BareIntake.Jvm.command(
                        448,
                        "-cp",
                        app.resolve("lib/main") + "/*:" + app.resolve("app") + "/*",
                        BareStreams.class.getName(),
                        suite.bootstrap(),
                        INPUT,
                        PEER,
                        state.resolve("data/bare-streams").toString(),
                        "1"),
                root,
                state.resolve("logs/bare-streams.log"),
                Map.of());
    }
}
