package io.itinera.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Topics;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/**
 * How long a back-test of a draft takes over a recorded log: asked for by API, run by the packaged service. One in four events enters; each
 * profile has four events.
 */
final class BackTestBench {

    private static final String KEY = "bench-back-test";
    private static final String DRAFT = """
            {"key":"%s","name":"Back-test benchmark","entry":{"on":{"event":"Bench Tried"},"reentry":{"mode":"after-exit"}},
             "maxDuration":"P1D","exits":[{"key":"paid","on":{"event":"Bench Paid"}}],
             "start":"pause","steps":{"pause":{"type":"wait","for":"PT1S","next":"mail"},
             "mail":{"type":"send","channel":"email","template":"bench","purpose":"marketing","next":"end"},
             "end":{"type":"exit"}}}""".formatted(KEY);

    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final Suite suite;
    private final Report report;

    BackTestBench(Suite suite, Report report) {
        this.suite = suite;
        this.report = report;
    }

    void run(int rounds, int events) throws Exception {
        report.section("Back-test of a draft over %,d recorded events (%d rounds)".formatted(events, rounds));
        Instant from = Instant.now();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.bootstrap()));
                EngineLoad load = new EngineLoad(suite.bootstrap())) {
            suite.start(StackService.JOURNEY);
            suite.client().must(StackPort.JOURNEYS, "POST", "/v1/journeys", DRAFT);
            int profiles = events / 4;
            report.progress("recording");
            load.activities(
                    Topics.ACTIVITY,
                    events,
                    i -> i < profiles ? "Bench Tried" : "Product Viewed",
                    Map.of("total", 42),
                    i -> EngineLoad.profile(i % profiles));
            new EngineRate(suite, admin, load).awaitEngine();
            double[] seconds = new double[rounds];
            double[] rate = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                report.progress("back-test, round %d of %d".formatted(round + 1, rounds));
                JsonNode done = run(from, events, profiles);
                seconds[round] = done.path("report").path("seconds").asDouble();
                rate[round] = events / seconds[round];
            }
            report.add(new Figure("back-test.time", "s", seconds));
            report.add(new Figure("back-test", "events/s", rate));
            suite.stop(StackService.JOURNEY);
        }
    }

    /** One back-test; what it found must be what was recorded. */
    private JsonNode run(Instant from, int events, int profiles) {
        String path = "/v1/journeys/" + KEY + "/back-tests";
        String id = suite.client()
                .must(StackPort.JOURNEYS, "POST", path, Map.of("version", "draft", "from", from.toString()))
                .body()
                .get("id")
                .asText();
        Instant giveUp = Instant.now().plus(LIMIT);
        JsonNode test = suite.client().get(StackPort.JOURNEYS, path + "/" + id);
        while (!test.path("state").asText().equals("done")) {
            if (test.path("state").asText().equals("failed") || Instant.now().isAfter(giveUp)) {
                throw new IllegalStateException(
                        "the back-test came to no end: " + test.path("error").asText());
            }
            LockSupport.parkNanos(500_000_000L);
            test = suite.client().get(StackPort.JOURNEYS, path + "/" + id);
        }
        JsonNode found = test.path("report");
        if (found.path("records").asLong() != events
                || found.path("tried").path("entered").asLong() != profiles) {
            throw new IllegalStateException("the back-test replayed %d records and let %d enter"
                    .formatted(
                            found.path("records").asLong(),
                            found.path("tried").path("entered").asLong()));
        }
        return test;
    }
}
