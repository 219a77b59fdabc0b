package io.itinera.journey.reporting;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Counts per journey, version and step; as fresh as the projection. */
@ApplicationScoped
public class CountReports {

    private static final String TO_VERSION = "version:";

    private final DataSource database;

    CountReports(DataSource database) {
        this.database = database;
    }

    /** Counts of a journey; without versions when nothing has happened yet. */
    public JourneyCounts of(String journey) {
        TreeMap<Integer, CountsBuilder> versions = new TreeMap<>();
        try (Connection connection = database.getConnection()) {
            try (PreparedStatement select = connection.prepareStatement(
                    "select version, step, kind, next, reason, n from transition_count where journey = ? order by 1, 2, 3, 4, 5")) {
                select.setString(1, journey);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        String reason = rows.getString("reason");
                        if (rows.getString("kind").equals("migrated") && reason.startsWith(TO_VERSION)) {
                            int version = Integer.parseInt(reason.substring(TO_VERSION.length()));
                            versions.computeIfAbsent(version, CountsBuilder::new)
                                    .migratedIn(rows.getString("next"), rows.getLong("n"));
                        }
                        versions.computeIfAbsent(rows.getInt("version"), CountsBuilder::new)
                                .counted(
                                        rows.getString("kind"),
                                        rows.getString("step"),
                                        rows.getString("next"),
                                        rows.getString("reason"),
                                        rows.getLong("n"));
                    }
                }
            }
            try (PreparedStatement select = connection.prepareStatement(
                    "select version, step, count(*) from instance where journey = ? and ended_at is null group by 1, 2")) {
                select.setString(1, journey);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        versions.computeIfAbsent(rows.getInt(1), CountsBuilder::new)
                                .standing(rows.getString(2), rows.getLong(3));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("counts not read", e);
        }
        return new JourneyCounts(
                journey, versions.values().stream().map(CountsBuilder::build).toList());
    }
}
