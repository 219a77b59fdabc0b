package io.itinera.bench;

import io.itinera.contracts.Topics;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;

/** The engine alone, against a topology that gets and puts one value per record on the same broker. */
final class EngineBench {

    /** One in ten records is an event that the journey listens for; its instances wait, each with a timer. */
    private static final String LISTENER = """
            {"key":"bench-engine","name":"Engine benchmark","entry":{"on":{"event":"Bench Order"},
             "reentry":{"mode":"after-exit"}},"exits":[{"key":"paid","on":{"event":"Bench Paid"}}],
             "start":"pause","steps":{"pause":{"type":"wait","for":"P30D","next":"end"},"end":{"type":"exit"}}}""";

    private static final IntFunction<String> ONE_IN_TEN = i -> i % 10 == 0 ? "Bench Order" : "Product Viewed";

    private final Suite suite;
    private final Report report;

    EngineBench(Suite suite, Report report) {
        this.suite = suite;
        this.report = report;
    }

    void run(int rounds) throws Exception {
        report.section("Engine alone, beside bare Kafka Streams get-and-put (%d rounds of %,d records)"
                .formatted(rounds, EngineRate.RECORDS));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.bootstrap()));
                EngineLoad load = new EngineLoad(suite.bootstrap())) {
            EngineRate rate = new EngineRate(suite, admin, load);
            Figure peer = report.add(new Figure("engine.bare-streams", "records/s", rate.peer(rounds, ONE_IN_TEN)));
            suite.start(StackService.JOURNEY);
            suite.client().publish(LISTENER);
            Figure figure =
                    report.add(new Figure("engine", "records/s", rate.engine(rounds, EngineRate.PROFILES, ONE_IN_TEN)));
            report.share("engine.share-of-bare", figure, peer);
            new Lag(admin)
                    .awaitCaughtUp(
                            "journey-reporting",
                            Topics.TRANSITIONS,
                            suite.stack().settings().partitions(),
                            EngineRate.LIMIT);
            suite.client()
                    .call(
                            StackPort.JOURNEYS,
                            "POST",
                            "/v1/journeys/bench-engine/archive",
                            null,
                            Map.of("If-Match", "*"));
            suite.stop(StackService.JOURNEY);
        }
    }
}
