package io.itinera.journey.segments;

import com.fasterxml.jackson.core.type.TypeReference;
import io.itinera.database.Column;
import io.itinera.database.Database;
import io.itinera.journey.database.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Segments that versions need, and since when they are all there. */
@ApplicationScoped
class NeedStore {

    private static final TypeReference<Map<String, Object>> CONDITION = new TypeReference<>() {};
    private static final String NEED = "select journey, version, segment, condition, problem from segment_need ";

    private final Database database;

    NeedStore(Database database) {
        this.database = database.replacingNul();
    }

    /** Notes what a version needs; part of the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(String journey, int version, Map<String, Map<String, Object>> segments, Instant since) {
        segments.forEach((segment, condition) -> database.update(
                "insert into segment_need (journey, version, segment, condition, since) values (?, ?, ?, ?, ?)",
                journey,
                version,
                segment,
                StoredJson.write(condition),
                since));
    }

    /** What is not ready yet, the longest waiting first. */
    @Transactional
    List<Need> open(Instant before, int limit) {
        return database.list(
                NEED + "where ready_at is null and since <= ? order by since, journey, version, segment limit ?",
                NeedStore::need,
                before,
                limit);
    }

    /** What versions of a journey wait for. */
    @Transactional
    List<Need> open(String journey) {
        return database.list(
                NEED + "where ready_at is null and journey = ? order by version, segment", NeedStore::need, journey);
    }

    /** Those of some journeys that wait for a segment. */
    @Transactional
    List<String> underWay(Collection<String> journeys) {
        return database.list(
                "select distinct journey from segment_need where ready_at is null and journey = any (?)",
                row -> row.getString(1),
                Column.texts(journeys));
    }

    /** When the last segment that a version needs was ready, by version; null in the map's value does not occur. */
    @Transactional
    List<Readiness> readiness(String journey) {
        return database.list(
                "select version, min(since) as since, count(*) filter (where ready_at is null) as open, max(ready_at) as last"
                        + " from segment_need where journey = ? group by version order by version",
                row -> new Readiness(
                        row.getInt("version"),
                        Database.time(row, "since"),
                        row.getInt("open") == 0 ? Database.time(row, "last") : null),
                journey);
    }

    /** The segment is ready. */
    @Transactional(Transactional.TxType.MANDATORY)
    void ready(Need need, Instant at) {
        database.update(
                "update segment_need set ready_at = ?, problem = null"
                        + " where journey = ? and version = ? and segment = ? and ready_at is null",
                at,
                need.journey(),
                need.version(),
                need.segment());
    }

    /** The segment is not ready, and why. */
    @Transactional
    void failed(Need need, String problem) {
        database.update(
                "update segment_need set problem = ? where journey = ? and version = ? and segment = ?",
                problem,
                need.journey(),
                need.version(),
                need.segment());
    }

    /** Segments that were kept for versions of archived journeys only. */
    @Transactional
    List<String> unused(int limit) {
        return database.list(
                "select n.segment from segment_need n join journey j on j.key = n.journey group by n.segment"
                        + " having bool_and(j.state = 'archived') order by n.segment limit ?",
                row -> row.getString(1),
                limit);
    }

    /** Nobody needs the segment any more. */
    @Transactional
    void forget(String segment) {
        database.update("delete from segment_need where segment = ?", segment);
    }

    private static Need need(ResultSet row) throws SQLException {
        return new Need(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                StoredJson.read(row.getString(4), CONDITION),
                row.getString(5));
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
