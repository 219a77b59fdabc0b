package io.itinera.journey.requests;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** Entries that were asked for with an idempotency key, as long as a repeat is recognised. */
@ApplicationScoped
class EntryRequestStore {

    private final DataSource database;

    EntryRequestStore(DataSource database) {
        this.database = database;
    }

    /** The profile that a request was for; empty when Kafka has not had it yet. */
    @Transactional
    Optional<String> profileOf(String id) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select profile_id from entry_request where id = ?")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("entry requests not read", e);
        }
    }

    /** Remembers a request that Kafka has. */
    @Transactional
    void add(String id, String profileId, Instant at) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into entry_request (id, profile_id, at) values (?, ?, ?) on conflict (id) do nothing")) {
            insert.setString(1, id);
            insert.setString(2, profileId);
            insert.setTimestamp(3, Timestamp.from(at));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("entry request not written", e);
        }
    }

    /** Forgets what was asked for before then. */
    @Transactional
    void deleteBefore(Instant before) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from entry_request where at < ?")) {
            delete.setTimestamp(1, Timestamp.from(before));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("old entry requests not deleted", e);
        }
    }
}
