package io.itinera.journey.reporting;

import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All figures of a journey, by version and in all; as fresh as the projection. */
@ApplicationScoped
public class JourneyReports {

    private static final String LENGTHS = """
            select version, what, subject, bucket, sum(n)::bigint as n from duration_count""" + ReportQuery.ROWS + " group by 1, 2, 3, 4";

    private static final String ARMS = """
            select version, split, arm, bool_or(holdout) as holdout, sum(n)::bigint as n from arm_count""" + ReportQuery.ROWS + " group by 1, 2, 3";

    private static final String MESSAGES = """
            select version, step, channel, status, reason, sum(n)::bigint as n from message_count""" + ReportQuery.ROWS + " group by 1, 2, 3, 4, 5 having sum(n) > 0";

    private final Database database;
    private final CountReports counts;

    JourneyReports(Database database, CountReports counts) {
        this.database = database.replacingNul();
        this.counts = counts;
    }

    /** The report of a journey; without versions when nothing has happened yet. */
    @Transactional
    public JourneyReport of(ReportQuery query) {
        Builders builders = new Builders(query);
        counts.rows(query)
                .forEach(row -> builders.at(row.version(), b -> b.flow().counted(row)));
        counts.standing(query)
                .forEach(s -> builders.at(s.version(), b -> b.flow().standing(s)));
        database.list(
                        LENGTHS,
                        row -> {
                            int bucket = row.getInt("bucket");
                            String what = row.getString("what");
                            String subject = row.getString("subject");
                            long n = row.getLong("n");
                            return new Of(row.getInt("version"), b -> b.lasted(what, subject, bucket, n));
                        },
                        query.rows())
                .forEach(builders::at);
        database.list(GoalRow.SELECT, GoalRow::of, query.rows())
                .forEach(row -> builders.at(row.version(), b -> b.reached(row)));
        database.list(
                        ARMS,
                        row -> {
                            String split = row.getString("split");
                            String arm = row.getString("arm");
                            boolean holdout = row.getBoolean("holdout");
                            long n = row.getLong("n");
                            return new Of(row.getInt("version"), b -> b.drew(split, arm, holdout, n));
                        },
                        query.rows())
                .forEach(builders::at);
        database.list(
                        MESSAGES,
                        row -> {
                            String step = row.getString("step");
                            String channel = row.getString("channel");
                            String status = row.getString("status");
                            String reason = row.getString("reason");
                            long n = row.getLong("n");
                            return new Of(row.getInt("version"), b -> b.became(step, channel, status, reason, n));
                        },
                        query.rows())
                .forEach(builders::at);
        return builders.build();
    }

    /** What a row adds to its version. */
    private record Of(int version, Consumer<VersionBuilder> adds) {}

    /** Each row adds to its version and to all together. */
    private static final class Builders {
        private final ReportQuery query;
        private final VersionBuilder total;
        private final TreeMap<Integer, VersionBuilder> versions = new TreeMap<>();

        Builders(ReportQuery query) {
            this.query = query;
            this.total = new VersionBuilder(query.within());
        }

        void at(Of row) {
            at(row.version(), row.adds());
        }

        void at(int version, Consumer<VersionBuilder> adds) {
            adds.accept(total);
            adds.accept(versions.computeIfAbsent(version, _ -> new VersionBuilder(query.within())));
        }

        JourneyReport build() {
            List<JourneyReport.Version> all = versions.entrySet().stream()
                    .map(e -> e.getValue().build(e.getKey()))
                    .toList();
            return new JourneyReport(
                    query.journey(), query.from(), query.to(), query.tests().wire(), total.build(null), all);
        }
    }
}
