package io.itinera.journey.segments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.itinera.contracts.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Segments that versions need, and since when they are all there. */
@ApplicationScoped
class NeedStore {

    private static final TypeReference<Map<String, Object>> CONDITION = new TypeReference<>() {};
    private static final String NEED = "select journey, version, segment, condition, problem from segment_need ";

    private final DataSource database;

    NeedStore(DataSource database) {
        this.database = database;
    }

    /** Fills in a statement. */
    private interface Filling {
        void fill(PreparedStatement statement) throws SQLException;
    }

    /** Reads a row. */
    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Notes what a version needs; part of the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(String journey, int version, Map<String, Map<String, Object>> segments, Instant since) {
        segments.forEach((segment, condition) -> update(
                "insert into segment_need (journey, version, segment, condition, since) values (?, ?, ?, ?, ?)",
                insert -> {
                    insert.setString(1, journey);
                    insert.setInt(2, version);
                    insert.setString(3, segment);
                    insert.setString(4, write(condition));
                    insert.setTimestamp(5, Timestamp.from(since));
                }));
    }

    /** What is not ready yet, the longest waiting first. */
    @Transactional
    List<Need> open(Instant before, int limit) {
        return query(
                NEED + "where ready_at is null and since <= ? order by since, journey, version, segment limit ?",
                select -> {
                    select.setTimestamp(1, Timestamp.from(before));
                    select.setInt(2, limit);
                },
                NeedStore::need);
    }

    /** What versions of a journey wait for. */
    @Transactional
    List<Need> open(String journey) {
        return query(
                NEED + "where ready_at is null and journey = ? order by version, segment",
                select -> select.setString(1, journey),
                NeedStore::need);
    }

    /** Those of some journeys that wait for a segment. */
    @Transactional
    List<String> underWay(Collection<String> journeys) {
        return query(
                "select distinct journey from segment_need where ready_at is null and journey = any (?)",
                select -> select.setArray(1, select.getConnection().createArrayOf("text", journeys.toArray())),
                row -> row.getString(1));
    }

    /** When the last segment that a version needs was ready, by version; null in the map's value does not occur. */
    @Transactional
    List<Readiness> readiness(String journey) {
        return query(
                "select version, min(since), count(*) filter (where ready_at is null), max(ready_at) from segment_need"
                        + " where journey = ? group by version order by version",
                select -> select.setString(1, journey),
                row -> new Readiness(
                        row.getInt(1),
                        row.getTimestamp(2).toInstant(),
                        row.getInt(3) == 0 ? row.getTimestamp(4).toInstant() : null));
    }

    /** The segment is ready. */
    @Transactional(Transactional.TxType.MANDATORY)
    void ready(Need need, Instant at) {
        update(
                "update segment_need set ready_at = ?, problem = null"
                        + " where journey = ? and version = ? and segment = ? and ready_at is null",
                update -> {
                    update.setTimestamp(1, Timestamp.from(at));
                    named(update, 2, need);
                });
    }

    /** The segment is not ready, and why. */
    @Transactional
    void failed(Need need, String problem) {
        update("update segment_need set problem = ? where journey = ? and version = ? and segment = ?", update -> {
            update.setString(1, problem);
            named(update, 2, need);
        });
    }

    /** Segments that were kept for versions of archived journeys only. */
    @Transactional
    List<String> unused(int limit) {
        return query(
                "select n.segment from segment_need n join journey j on j.key = n.journey group by n.segment"
                        + " having bool_and(j.state = 'archived') order by n.segment limit ?",
                select -> select.setInt(1, limit),
                row -> row.getString(1));
    }

    /** Nobody needs the segment any more. */
    @Transactional
    void forget(String segment) {
        update("delete from segment_need where segment = ?", delete -> delete.setString(1, segment));
    }

    private static void named(PreparedStatement statement, int from, Need need) throws SQLException {
        statement.setString(from, need.journey());
        statement.setInt(from + 1, need.version());
        statement.setString(from + 2, need.segment());
    }

    private static Need need(ResultSet row) throws SQLException {
        return new Need(row.getString(1), row.getInt(2), row.getString(3), read(row.getString(4)), row.getString(5));
    }

    private void update(String sql, Filling filling) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            filling.fill(statement);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("needed segment not noted", e);
        }
    }

    private <T> List<T> query(String sql, Filling filling, Reading<T> reading) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            filling.fill(statement);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reading.read(rows));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("needed segments not read", e);
        }
    }

    private static String write(Map<String, Object> condition) {
        try {
            return Wire.JSON.writeValueAsString(condition);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a condition is plain data", e);
        }
    }

    private static Map<String, Object> read(String condition) {
        try {
            return Wire.JSON.readValue(condition, CONDITION);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is kept is a condition", e);
        }
    }

    /**
     * How far a version is that needs segments.
     *
     * @param version its number
     * @param since when it was published
     * @param readyAt when the last of its segments was ready, or null
     */
    record Readiness(int version, Instant since, Instant readyAt) {}
}
