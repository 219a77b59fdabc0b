package io.itinera.journey.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * Journeys whose latest form Kafka has not acknowledged. Rows are only added by changes and only removed once acknowledged, so a
 * change never waits for Kafka; an advisory lock per journey keeps two pods from sending two forms in the wrong order.
 */
@ApplicationScoped
class OutboxStore {

    private final DataSource database;

    OutboxStore(DataSource database) {
        this.database = database;
    }

    /** Notes that a journey has changed; part of the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(String key) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into journey_outbox (key, since) values (?, now())")) {
            insert.setString(1, key);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("journey change not noted", e);
        }
    }

    /** Keys that wait, the longest waiting first. */
    @Transactional
    List<String> waiting() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select key from journey_outbox group by key order by min(id) limit 1000");
                ResultSet rows = select.executeQuery()) {
            List<String> keys = new ArrayList<>();
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
            return keys;
        } catch (SQLException e) {
            throw new IllegalStateException("waiting journeys not read", e);
        }
    }

    /** Whether the journey's latest form is still on its way. */
    @Transactional
    boolean waits(String key) {
        return newest("select max(id) from journey_outbox where key = ?", key).isPresent();
    }

    /**
     * Takes the journey for this transaction.
     *
     * @return its newest row; empty when nothing waits or another pod is at it
     */
    @Transactional(Transactional.TxType.MANDATORY)
    OptionalLong take(String key) {
        return newest(
                "select (select max(id) from journey_outbox o where o.key = k.key) from (select cast(? as text) as key) k"
                        + " where pg_try_advisory_xact_lock(hashtextextended(k.key, 0))",
                key);
    }

    /** Removes what has been acknowledged. */
    @Transactional(Transactional.TxType.MANDATORY)
    void acknowledged(String key, long newest) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from journey_outbox where key = ? and id <= ?")) {
            delete.setString(1, key);
            delete.setLong(2, newest);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("acknowledged journey not removed", e);
        }
    }

    private OptionalLong newest(String sql, String key) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, key);
            try (ResultSet rows = select.executeQuery()) {
                if (rows.next()) {
                    long id = rows.getLong(1);
                    return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(id);
                }
                return OptionalLong.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("waiting journey not read", e);
        }
    }
}
