package io.itinera.journey.reporting;

import io.itinera.database.Database;
import io.itinera.journey.database.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What instances did, and where they stand; as fresh as the projection. */
@ApplicationScoped
public class InstanceReports {

    private static final String INSTANCE = """
            select id, profile_id, journey, version, step, since, due, status, reason, entered_at, updated_at, ended_at, test
            from instance
            """;

    private final Database database;

    InstanceReports(Database database) {
        this.database = database.replacingNul();
    }

    /** Where a page of a list begins: after the instance of that time and id. */
    public record After(Instant at, String id) {}

    /**
     * A profile's instances, the latest entered first.
     *
     * @param after the last entry time and instance of the page before, or null
     */
    public List<InstanceReport> ofProfile(String profileId, After after, int limit) {
        return database.list(
                INSTANCE + """
                        where profile_id = ? and (?::text is null or (entered_at, id) < (?::timestamptz, ?))
                        order by entered_at desc, id desc limit ?""", InstanceReports::instance, profileId, id(after), at(after), id(after), limit);
    }

    /**
     * Who stands at a step now, the longest waiting first.
     *
     * @param query journey, version and whether testers count
     * @param after the last time of arrival and instance of the page before, or null
     */
    public List<InstanceReport> standingAt(ReportQuery query, String step, After after, int limit) {
        return database.list(
                INSTANCE + ReportQuery.INSTANCES + """
                        and step = ? and ended_at is null and (?::text is null or (since, id) > (?::timestamptz, ?))
                        order by since, id limit ?""",
                InstanceReports::instance,
                query.journey(),
                query.version(),
                query.version(),
                query.tests().column(),
                step,
                id(after),
                at(after),
                id(after),
                limit);
    }

    /** One instance. */
    public Optional<InstanceReport> instance(String id) {
        return database.first(INSTANCE + "where id = ?", InstanceReports::instance, id);
    }

    /** What an instance did, in order, from the transition after {@code after} on. */
    public List<HistoryEntry> history(String instance, long after, int limit) {
        return database.list(
                """
                        select sequence, kind, step, step_type, next, reason, detail, at from transition
                        where instance = ? and sequence > ? order by sequence, at limit ?""",
                row -> new HistoryEntry(
                        row.getLong("sequence"),
                        row.getString("kind"),
                        row.getString("step"),
                        row.getString("step_type"),
                        row.getString("next"),
                        row.getString("reason"),
                        StoredJson.read(row.getString("detail")),
                        Database.time(row, "at")),
                instance,
                after,
                limit);
    }

    /** Versions of a journey that an instance was on when last seen. */
    public Set<Integer> versionsWithLiveInstances(String journey) {
        return new HashSet<>(database.list(
                "select distinct version from instance where journey = ? and ended_at is null",
                row -> row.getInt(1),
                journey));
    }

    private static String id(After after) {
        return after == null ? null : after.id();
    }

    private static Instant at(After after) {
        return after == null ? null : after.at();
    }

    private static InstanceReport instance(ResultSet row) throws SQLException {
        return new InstanceReport(
                row.getString("id"),
                row.getString("profile_id"),
                row.getString("journey"),
                row.getInt("version"),
                row.getString("step"),
                Database.time(row, "since"),
                Database.time(row, "due"),
                row.getString("status"),
                row.getString("reason"),
                Database.time(row, "entered_at"),
                Database.time(row, "updated_at"),
                Database.time(row, "ended_at"),
                row.getBoolean("test"));
    }
}
