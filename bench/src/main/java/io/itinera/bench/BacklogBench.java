package io.itinera.bench;

import io.itinera.contracts.Topics;
import io.itinera.local.backend.ServiceSchema;
import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * How fast profile-service takes events, alone, and how fast what is told is written into PostgreSQL, where people look it up: its
 * timelines, and the reports of the engine. Each finds its topic full when it starts; the first quarter warms it up, and each of the
 * others is a round.
 */
final class BacklogBench {

    private static final int RECORDS = 400_000;
    private static final int CUSTOMERS = 100_000;
    private static final int PER_SECOND = 10_000;
    private static final String PROFILES = "profile-service";
    private static final int QUARTERS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final String TIMELINE = "profile-record-activity";
    private static final String REPORTS = "journey-reporting";

    private final Suite suite;
    private final Report report;

    BacklogBench(Suite suite, Report report) {
        this.suite = suite;
        this.report = report;
    }

    void run() throws Exception {
        report.section(
                "Profiles, timelines and reports, each alone with a topic that is full (%,d records, %,d customers)"
                        .formatted(RECORDS, CUSTOMERS));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", suite.bootstrap()));
                EngineLoad load = new EngineLoad(suite.bootstrap())) {
            Lag lag = new Lag(admin);
            new Purge(suite).topics(Topics.EVENTS, Topics.ACTIVITY, Topics.TRANSITIONS);
            comeIn();
            measure("backlog.profiles", lag, suite.service(StackService.PROFILE), PROFILES, Topics.EVENTS);
            StateSize.mibByStore(StateSize.folder(suite, StackService.PROFILE, ""))
                    .forEach((store, mib) -> report.add(Figure.of("backlog.profiles.disk." + store, "MiB", mib)));
            load.activities(
                    Topics.ACTIVITY,
                    RECORDS,
                    i -> i % 10 == 0 ? "Bench Told" : "Product Viewed",
                    Map.of("total", 42),
                    i -> EngineLoad.profile(400_000_000 + i));
            measure("backlog.timeline", lag, suite.service(StackService.PROFILE), TIMELINE, Topics.ACTIVITY);
            tell(lag, load);
            measure("backlog.reports", lag, suite.service(StackService.JOURNEY), REPORTS, Topics.TRANSITIONS);
        }
    }

    /** Lets events come in that nobody takes. */
    private void comeIn() {
        suite.start(StackService.INGEST);
        try (EventLoad load = new EventLoad(
                suite.port(StackPort.INTAKE), "Bearer " + suite.client().makeWriteKey("bench-backlog"), CUSTOMERS)) {
            load.run("Bench Told", PER_SECOND, Duration.ofSeconds(RECORDS / PER_SECOND));
        }
        suite.stop(StackService.INGEST);
    }

    /** Lets the engine tell what it does while nobody writes that down. */
    private void tell(Lag lag, EngineLoad load) {
        load.journeys(1, i -> "bench-told", i -> """
                {"key":"bench-told","name":"Benchmark","entry":{"on":{"event":"Bench Told"},"reentry":{"mode":"every-time"}},
                 "start":"pause","steps":{"pause":{"type":"wait","for":"P30D","next":"end"},"end":{"type":"exit"}}}""");
        ServiceProcess engine = suite.engine(false);
        engine.start();
        engine.awaitReady();
        load.activities(
                Topics.ACTIVITY, RECORDS / 2, i -> "Bench Told", Map.of(), i -> EngineLoad.profile(410_000_000 + i));
        lag.awaitCaughtUp(EngineRate.GROUP, Topics.ACTIVITY, 0, LIMIT);
        engine.stop();
    }

    /**
     * What records cost.
     *
     * @param service seconds of CPU of the service
     * @param postgres seconds of CPU of PostgreSQL
     * @param bytes of tables with their indexes
     */
    private record Spent(double service, double postgres, long bytes) {}

    private void measure(String name, Lag lag, ServiceProcess service, String group, String topic) throws SQLException {
        long all = lag.of(group, topic);
        report.progress("%s: %,d records".formatted(name, all));
        service.start();
        until(all / QUARTERS * (QUARTERS - 1), lag, group, topic);
        Spent before = spent(service);
        double[] perSecond = new double[QUARTERS - 1];
        for (int quarter = 2; quarter <= QUARTERS; quarter++) {
            long had = lag.of(group, topic);
            double seconds = until(all / QUARTERS * (QUARTERS - quarter), lag, group, topic);
            perSecond[quarter - 2] = (had - lag.of(group, topic)) / seconds;
        }
        Spent after = spent(service);
        double measured = all * (QUARTERS - 1.0) / QUARTERS;
        report.add(new Figure(name, "records/s", perSecond));
        report.add(Figure.of(name + ".cpu", "µs each", (after.service - before.service) * 1e6 / measured));
        report.add(Figure.of(name + ".postgres.cpu", "µs each", (after.postgres - before.postgres) * 1e6 / measured));
        report.add(Figure.of(name + ".postgres.disk", "bytes each", (after.bytes - before.bytes) / measured));
        service.awaitReady();
        service.stop();
    }

    /** Waits until so many are left, or as many as partitions: a transaction leaves a marker at the end of each that counts as a record. */
    private double until(long left, Lag lag, String group, String topic) {
        return lag.awaitCaughtUp(
                group, topic, Math.max(left, suite.stack().settings().partitions()), LIMIT);
    }

    private Spent spent(ServiceProcess service) throws SQLException {
        return new Spent(
                ProcessUsage.of(service.pid()).cpuSeconds(),
                ProcessUsage.cpuSecondsWithChildren(suite.stack().postgres().pid()),
                databaseBytes());
    }

    private long databaseBytes() throws SQLException {
        try (Connection connection = suite.stack().postgres().connect(ServiceSchema.PROFILE);
                Statement statement = connection.createStatement();
                ResultSet size = statement.executeQuery("select pg_database_size(current_database())")) {
            size.next();
            return size.getLong(1);
        }
    }
}
