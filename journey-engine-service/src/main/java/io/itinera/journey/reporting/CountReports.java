package io.itinera.journey.reporting;

import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counts per journey, version and step; as fresh as the projection. Testers do not count. */
@ApplicationScoped
public class CountReports {

    private final Database database;

    CountReports(Database database) {
        this.database = database.replacingNul();
    }

    /** How many stand at a step now, and since when the first of them does, or null where that is not known. */
    record Standing(int version, String step, long n, Instant since) {}

    /** Counts of a journey; without versions when nothing has happened yet. */
    public JourneyCounts of(String journey) {
        ReportQuery query = ReportQuery.of(journey);
        TreeMap<Integer, FlowBuilder> versions = new TreeMap<>();
        rows(query).forEach(row -> versions.computeIfAbsent(row.version(), _ -> new FlowBuilder())
                .counted(row));
        standing(query).forEach(s -> versions.computeIfAbsent(s.version(), _ -> new FlowBuilder())
                .standing(s));
        List<JourneyCounts.VersionCounts> counts = new ArrayList<>();
        versions.forEach((version, flow) -> counts.add(flow.counts(version)));
        return new JourneyCounts(journey, counts);
    }

    List<CountRow> rows(ReportQuery query) {
        return database.list(
                CountRow.SELECT,
                CountRow::of,
                Stream.concat(Stream.of(query.byDay()), Arrays.stream(query.rows()))
                        .toArray());
    }

    List<Standing> standing(ReportQuery query) {
        return database.list(
                "select version, step, count(*) as n, min(since) as since from instance" + ReportQuery.INSTANCES
                        + "and ended_at is null group by 1, 2",
                row -> new Standing(
                        row.getInt("version"), row.getString("step"), row.getLong("n"), Database.time(row, "since")),
                query.instances());
    }
}
