package io.itinera.bench;

import io.itinera.contracts.Topics;
import io.itinera.local.stack.StackService;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;

/**
 * What an event costs the engine: by the number of live journeys of which one listens, and by the number of instances that its
 * profile has. Beside it a topology that gets and puts one value per record on the same broker.
 */
final class ListenersBench {

    private static final int[] JOURNEYS = {1, 100, 10_000};
    private static final int[] INSTANCES = {1, 10, 50};
    private static final int FEW_PROFILES = 5_000;
    private static final IntFunction<String> ONE_IN_TEN = i -> i % 10 == 0 ? "Bench Listened 0" : "Product Viewed";

    private final Suite suite;
    private final Report report;

    ListenersBench(Suite suite, Report report) {
        this.suite = suite;
        this.report = report;
    }

    void run(int rounds) throws Exception {
        report.section("Engine by live journeys, one of which listens for one record in ten (%d rounds of %,d records)"
                .formatted(rounds, EngineRate.RECORDS));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.bootstrap()));
                EngineLoad load = new EngineLoad(suite.bootstrap())) {
            EngineRate rate = new EngineRate(suite, admin, load);
            Figure bare = report.add(new Figure("scale.bare-streams", "records/s", rate.peer(rounds, ONE_IN_TEN)));
            suite.start(StackService.JOURNEY);
            for (int live : JOURNEYS) {
                load.journeys(live, ListenersBench::listener, i -> waiting(listener(i), "Bench Listened " + i));
                Figure figure = report.add(new Figure(
                        "scale.journeys-" + live, "records/s", rate.engine(rounds, EngineRate.PROFILES, ONE_IN_TEN)));
                report.share("scale.journeys-" + live + ".share-of-bare", figure, bare);
            }
            load.forget(JOURNEYS[JOURNEYS.length - 1], ListenersBench::listener);
            instances(rate, load, rounds);
            suite.stop(StackService.JOURNEY);
        }
    }

    private void instances(EngineRate rate, EngineLoad load, int rounds) {
        report.section("Engine by waiting instances of each profile, which no record moves");
        int had = 0;
        for (int many : INSTANCES) {
            int first = had;
            load.journeys(many - had, i -> many(first + i), i -> waiting(many(first + i), "Bench Many " + many));
            had = many;
            load.activities(Topics.ACTIVITY, FEW_PROFILES, i -> "Bench Many " + many, Map.of(), EngineLoad::profile);
            rate.awaitEngine();
            report.add(new Figure(
                    "scale.instances-" + many,
                    "records/s",
                    rate.engine(rounds, EngineRate.RECORDS / many, FEW_PROFILES, i -> "Product Viewed")));
        }
        load.forget(had, ListenersBench::many);
    }

    private static String listener(int number) {
        return "bench-listener-" + number;
    }

    private static String many(int number) {
        return "bench-many-" + number;
    }

    private static String waiting(String key, String event) {
        return """
                {"key":"%s","name":"Benchmark","entry":{"on":{"event":"%s"},"reentry":{"mode":"after-exit"}},
                 "exits":[{"key":"paid","on":{"event":"Bench Paid"}}],
                 "start":"pause","steps":{"pause":{"type":"wait","for":"P30D","next":"end"},"end":{"type":"exit"}}}""".formatted(key, event);
    }
}
