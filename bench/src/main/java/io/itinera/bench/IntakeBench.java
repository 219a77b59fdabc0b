package io.itinera.bench;

import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.LongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Intake alone, against an endpoint that only produces to Kafka; rounds of both take turns. */
final class IntakeBench {

    private static final int BATCH = 100;
    private static final int SINGLE_CONNECTIONS = 256;
    private static final int BATCH_CONNECTIONS = 32;
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(8);

    private final Suite suite;
    private final Report report;

    IntakeBench(Suite suite, Report report) {
        this.suite = suite;
        this.report = report;
    }

    void run(int rounds) throws Exception {
        report.section("Intake alone, beside a bare Quarkus endpoint that produces to Kafka (%d rounds of %d s)"
                .formatted(rounds, ROUND.toSeconds()));
        try (Admin admin = Admin.create(java.util.Map.of("bootstrap.servers", suite.bootstrap()))) {
            int partitions = suite.stack().settings().partitions();
            admin.createTopics(Set.of(new NewTopic(BareIntakeResource.TOPIC, partitions, (short) 1)))
                    .all()
                    .get();
        }
        suite.start(StackService.INGEST);
        String key = "Bearer " + suite.client().makeWriteKey("bench");
        int ours = suite.port(StackPort.INTAKE);
        try (BareIntake bare = new BareIntake(suite)) {
            Endpoint single = new Endpoint(ours, "/v1/track", key, SINGLE_CONNECTIONS);
            Endpoint bareSingle = new Endpoint(bare.port(), "/single", key, SINGLE_CONNECTIONS);
            compare("intake.single", single, bareSingle, IntakeBench::event, 1, rounds);
            Endpoint batch = new Endpoint(ours, "/v1/batch", key, BATCH_CONNECTIONS);
            Endpoint bareBatch = new Endpoint(bare.port(), "/batch", key, BATCH_CONNECTIONS);
            compare("intake.batch100", batch, bareBatch, IntakeBench::batch, BATCH, rounds);
        } finally {
            suite.stop(StackService.INGEST);
        }
    }

    private record Endpoint(int port, String path, String key, int connections) {}

    private void compare(String name, Endpoint ours, Endpoint bare, LongFunction<Buffer> body, int events, int rounds) {
        try (HttpLoad us = load(ours);
                HttpLoad them = load(bare)) {
            report.progress("warming up " + name);
            us.closedLoop(WARM_UP, body);
            them.closedLoop(WARM_UP, body);
            double[] mine = new double[rounds];
            double[] limit = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                limit[i] = perSecond(them.closedLoop(ROUND, body)) * events;
                mine[i] = perSecond(us.closedLoop(ROUND, body)) * events;
            }
            Figure peer = report.add(new Figure(name + ".bare", "events/s", limit));
            Figure figure = report.add(new Figure(name, "events/s", mine));
            report.share(name + ".share-of-bare", figure, peer);
        }
    }

    private static HttpLoad load(Endpoint endpoint) {
        return new HttpLoad(Vertx.vertx(), endpoint.port(), endpoint.path(), endpoint.key(), endpoint.connections());
    }

    private static double perSecond(HttpLoad.Answers answers) {
        if (answers.failed() > 0) {
            throw new IllegalStateException(answers.failed() + " requests failed");
        }
        return answers.perSecond();
    }

    private static Buffer event(long n) {
        return Buffer.buffer(json(n));
    }

    private static Buffer batch(long n) {
        StringJoiner events = new StringJoiner(",", "{\"batch\":[", "]}");
        for (int i = 0; i < BATCH; i++) {
            events.add(json(n * BATCH + i));
        }
        return Buffer.buffer(events.toString());
    }

    private static String json(long n) {
        return """
                {"type":"track","event":"Product Viewed","userId":"user-%d","messageId":"bench-%d-%d",\
                "timestamp":"2026-01-01T00:00:00.000Z","properties":{"product_id":"1003461","category":\
                "electronics.smartphone","brand":"xiaomi","price":489.07,"currency":"USD"},\
                "context":{"library":{"name":"bench","version":"1"},"page":{"path":"/p/1003461"}}}""".formatted(n % 50_000, System.nanoTime(), n);
    }
}
