package io.itinera.journey.reporting;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** What instances did, and where they stand; as fresh as the projection. */
@ApplicationScoped
public class InstanceReports {

    private static final String INSTANCE =
            "select id, profile_id, journey, version, step, status, reason, entered_at, updated_at, ended_at from instance ";

    private final DataSource database;

    InstanceReports(DataSource database) {
        this.database = database;
    }

    /** A profile's instances, the latest entered first. */
    public List<InstanceReport> ofProfile(String profileId, int limit) {
        return instances(INSTANCE + "where profile_id = ? order by entered_at desc, id limit " + limit, profileId);
    }

    /** One instance. */
    public Optional<InstanceReport> instance(String id) {
        return instances(INSTANCE + "where id = ?", id).stream().findFirst();
    }

    /** What an instance did, in order, from the transition after {@code after} on. */
    public List<HistoryEntry> history(String instance, long after, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select sequence, kind, step, step_type, next, reason, detail, at from transition
                        where instance = ? and sequence > ? order by sequence, at limit ?""")) {
            select.setString(1, instance);
            select.setLong(2, after);
            select.setInt(3, limit);
            try (ResultSet rows = select.executeQuery()) {
                List<HistoryEntry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(new HistoryEntry(
                            rows.getLong("sequence"),
                            rows.getString("kind"),
                            rows.getString("step"),
                            rows.getString("step_type"),
                            rows.getString("next"),
                            rows.getString("reason"),
                            HistoryEntry.detail(rows.getString("detail")),
                            instant(rows, "at")));
                }
                return entries;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("history not read", e);
        }
    }

    /** Versions of a journey that an instance was on when last seen. */
    public Set<Integer> versionsWithLiveInstances(String journey) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select distinct version from instance where journey = ? and ended_at is null")) {
            select.setString(1, journey);
            try (ResultSet rows = select.executeQuery()) {
                Set<Integer> versions = new HashSet<>();
                while (rows.next()) {
                    versions.add(rows.getInt(1));
                }
                return versions;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("versions in use not read", e);
        }
    }

    private List<InstanceReport> instances(String sql, String argument) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, argument);
            try (ResultSet rows = select.executeQuery()) {
                List<InstanceReport> instances = new ArrayList<>();
                while (rows.next()) {
                    instances.add(new InstanceReport(
                            rows.getString("id"),
                            rows.getString("profile_id"),
                            rows.getString("journey"),
                            rows.getInt("version"),
                            rows.getString("step"),
                            rows.getString("status"),
                            rows.getString("reason"),
                            instant(rows, "entered_at"),
                            instant(rows, "updated_at"),
                            instant(rows, "ended_at")));
                }
                return instances;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("instances not read", e);
        }
    }

    private static Instant instant(ResultSet rows, String column) throws SQLException {
        Timestamp at = rows.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
