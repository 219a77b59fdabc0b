package io.itinera.ingest.deadletter;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** Which letters were replayed, so that replaying everything twice replays each once. */
@ApplicationScoped
class ReplayStore {

    private static final String FIND = """
            select part, position, at from replay
            join unnest(?, ?) as wanted (part, position) using (part, position) where topic = ?
            """;
    private static final String ADD = """
            insert into replay (part, position, topic, at, by_whom)
            select part, position, ?, ?, ? from unnest(?, ?) as done (part, position) on conflict do nothing
            """;

    private final DataSource database;

    ReplayStore(DataSource database) {
        this.database = database;
    }

    /** When each of these letters was replayed; those that were not are missing. */
    Map<LetterId, Instant> replayed(String topic, Collection<LetterId> letters) {
        Map<LetterId, Instant> replayed = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setArray(1, partitions(connection, letters));
            find.setArray(2, offsets(connection, letters));
            find.setString(3, topic);
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    replayed.put(
                            new LetterId(rows.getInt(1), rows.getLong(2)),
                            rows.getObject(3, OffsetDateTime.class).toInstant());
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("replays cannot be read", e);
        }
        return replayed;
    }

    /** Notes that these letters were replayed. */
    void add(String topic, Collection<LetterId> letters, Instant at, String byWhom) {
        try (Connection connection = database.getConnection();
                PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setString(1, topic);
            add.setObject(2, at.atOffset(ZoneOffset.UTC));
            add.setString(3, byWhom);
            add.setArray(4, partitions(connection, letters));
            add.setArray(5, offsets(connection, letters));
            add.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("replays cannot be noted", e);
        }
    }

    private static Array partitions(Connection connection, Collection<LetterId> letters) throws SQLException {
        return connection.createArrayOf(
                "integer", letters.stream().map(LetterId::partition).toArray());
    }

    private static Array offsets(Connection connection, Collection<LetterId> letters) throws SQLException {
        return connection.createArrayOf(
                "bigint", letters.stream().map(LetterId::offset).toArray());
    }
}
