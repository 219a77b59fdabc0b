package io.itinera.journey.segments;

import com.fasterxml.jackson.core.type.TypeReference;
import io.itinera.database.Column;
import io.itinera.database.Database;
import io.itinera.journey.database.StoredJson;
import io.itinera.journey.definition.SegmentNeed;
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
    private static final String NEED = "select journey, version, segment, condition, zone, problem from segment_need ";

    /** The three times of {@link Superseded}, under the name that {@link #OVER} knows them by. */
    private static final String BEFORE =
            "(select cast(? as timestamptz) as entry, cast(? as timestamptz) as inside, cast(? as timestamptz) as goal) before";

    private static final String BY_THEN =
            "case n.used_for when 'entry' then before.entry when 'inside' then before.inside else before.goal end";

    /** Whether a need {@code n} of journey {@code j} is over. */
    private static final String OVER = """
            (j.state = 'archived'
                or exists (
                    select 1 from journey_version newer
                    where newer.key = n.journey and newer.version > n.version and newer.published_at <= %1$s
                        and not exists (
                            select 1 from segment_need asked
                            where asked.journey = newer.key and asked.version = newer.version
                                and (asked.ready_at is null or asked.ready_at > %1$s)))
                and (n.used_for = 'entry' or not exists (
                    select 1 from instance inside
                    where inside.journey = n.journey and inside.version = n.version and inside.ended_at is null)))
            """.formatted(BY_THEN);

    private final Database database;

    NeedStore(Database database) {
        this.database = database.replacingNul();
    }

    /** Notes what a version needs, as far as that is not known; part of the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(String journey, int version, List<SegmentNeed> segments, Instant since) {
        segments.forEach(need -> database.update(
                "insert into segment_need (journey, version, segment, condition, zone, used_for, since)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                journey,
                version,
                need.segment(),
                StoredJson.write(need.condition().toMap()),
                need.zone() == null ? null : need.zone().getId(),
                need.use().wire(),
                since));
    }

    /** What is not ready yet, the longest waiting first. */
    @Transactional
    List<Need> open(Instant before, int limit) {
        return database.list(
                NEED
                        + "where ready_at is null and dropped_at is null and since <= ?"
                        + " and journey in (select key from journey where state <> 'archived')"
                        + " order by since, journey, version, segment limit ?",
                NeedStore::need,
                before,
                limit);
    }

    /** What versions of a journey wait for. */
    @Transactional
    List<Need> open(String journey) {
        return database.list(
                NEED + "where ready_at is null and dropped_at is null and journey = ? order by version, segment",
                NeedStore::need,
                journey);
    }

    /** Those of some journeys that wait for a segment. */
    @Transactional
    List<String> underWay(Collection<String> journeys) {
        return database.list(
                "select distinct journey from segment_need where ready_at is null and dropped_at is null and journey = any (?)",
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

    /**
     * Segments that no version needs any more: its journey is archived; or a newer one is used for long enough, and it was there for
     * entries only or nobody is left inside.
     */
    @Transactional
    List<String> unused(Superseded superseded, int limit) {
        return database.list(
                "select n.segment from segment_need n join journey j on j.key = n.journey cross join " + BEFORE
                        + " where n.dropped_at is null group by n.segment having bool_and(" + OVER
                        + ") order by n.segment limit ?",
                row -> row.getString(1),
                superseded.entry(),
                superseded.inside(),
                superseded.goals(),
                limit);
    }

    /** The segment is gone. A version that came to need it meanwhile asks for it anew. */
    @Transactional
    void forget(String segment, Superseded superseded, Instant at) {
        database.update(
                "update segment_need n set dropped_at = ? from journey j, " + BEFORE
                        + " where j.key = n.journey and n.segment = ? and n.dropped_at is null and " + OVER,
                at,
                superseded.entry(),
                superseded.inside(),
                superseded.goals(),
                segment);
        database.update("update segment_need set ready_at = null where segment = ? and dropped_at is null", segment);
    }

    /**
     * Before when a newer version must have been ready for a version to be over.
     *
     * @param entry where it only says who enters
     * @param inside where it leads those inside on
     * @param goals where it says who has reached a goal
     */
    record Superseded(Instant entry, Instant inside, Instant goals) {}

    private static Need need(ResultSet row) throws SQLException {
        return new Need(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                StoredJson.read(row.getString(4), CONDITION),
                row.getString(5),
                row.getString(6));
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
