package io.itinera.journey.stuck;

import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Who is stuck, from the positions that the reports keep. Only what is overdue or has no due time is looked at. */
@ApplicationScoped
class StuckStore {

    /** Who waits for an answer from outside. */
    private static final String AWAITS = "coalesce(i.step_type, '') in ('webhook', 'task', 'enter')";

    private static final String STUCK = """
            with p as (
                select ?::text as journey, ?::timestamptz as overdue, ?::timestamptz as answer, ?::timestamptz as endless,
                    ?::bool as standing, ?::bool as over, ?::bool as gone, ?::int[] as versions_gone, ?::text[] as steps_gone,
                    ?::int[] as endless_versions
            ), suspect as (
                select i.id from instance i, p where i.journey = p.journey and i.ended_at is null and i.due < p.overdue
                union select i.id from instance i, p where i.journey = p.journey and i.ended_at is null and i.due is null
                    and i.since < greatest(p.overdue, p.answer, p.endless)
                union select i.id from instance i, p where p.gone and i.journey = p.journey and i.ended_at is null
            ), judged as (
                select i.id, i.profile_id, i.journey, i.version, i.step, i.since, i.due, case
                    when i.version = any(p.versions_gone) then 'VERSION_GONE'
                    when p.over then 'JOURNEY_OVER'
                    when i.version || ' ' || i.step = any(p.steps_gone) then 'STEP_GONE'
                    when i.status = 'moving' and i.since < p.overdue then 'UNFINISHED'
                    when p.standing or i.status <> 'waiting' then null
                    when i.due < p.overdue then case when %1$s then 'ANSWER_LATE' else 'OVERDUE' end
                    when i.due is null and %1$s then case when i.since < p.answer then 'ANSWER_LATE' end
                    when i.due is null and i.since < p.endless and i.version = any(p.endless_versions) then 'ENDLESS'
                    end as reason
                from instance i join suspect on suspect.id = i.id, p
            ), stuck as (select * from judged where reason is not null)
            """.formatted(AWAITS);

    private final Database database;

    StuckStore(Database database) {
        this.database = database.replacingNul();
    }

    /** Times before which something is too long ago. */
    record Limits(Instant overdue, Instant answer, Instant endless) {}

    /** What decides about one journey's instances. */
    record Search(String journey, Known known, List<Place> places, Limits limits) {}

    /** Where a page begins; the first one at null. */
    record After(Instant since, String instance) {}

    /** All places where somebody stands. */
    List<Place> places(String journey) {
        return database.list(
                "select distinct journey, version, step from instance where ended_at is null and (?::text is null or journey = ?)",
                row -> new Place(row.getString(1), row.getInt(2), row.getString(3)),
                journey,
                journey);
    }

    /** How many are stuck, by reason. */
    Map<StuckReason, Long> count(Search search) {
        Map<StuckReason, Long> counts = new EnumMap<>(StuckReason.class);
        database.list(
                        STUCK + "select reason, count(*) from stuck group by 1",
                        row -> Map.entry(StuckReason.valueOf(row.getString(1)), row.getLong(2)),
                        arguments(search).toArray())
                .forEach(e -> counts.put(e.getKey(), e.getValue()));
        return counts;
    }

    /** Who is stuck, the longest standing first. */
    List<StuckInstance> list(Search search, StuckReason reason, After after, int limit) {
        List<Object> arguments = arguments(search);
        String name = reason == null ? null : reason.name();
        Instant since = after == null ? null : after.since();
        String instance = after == null ? null : after.instance();
        arguments.addAll(Arrays.asList(name, name, instance, since, instance, limit));
        return database.list(STUCK + """
                        select * from stuck where (?::text is null or reason = ?)
                            and (?::text is null or (since, id) > (?::timestamptz, ?))
                        order by since, id limit ?""", row -> instance(row, search.known()), arguments.toArray());
    }

    private static List<Object> arguments(Search search) {
        Known known = search.known();
        Integer[] versionsGone = known.versionsGone(search.places());
        String[] stepsGone = known.stepsGone(search.places());
        return new ArrayList<>(List.of(
                search.journey(),
                search.limits().overdue(),
                search.limits().answer(),
                search.limits().endless(),
                known.standing(),
                known.over(),
                known.over() || versionsGone.length + stepsGone.length > 0,
                new Column("int4", versionsGone),
                new Column("text", stepsGone),
                new Column("int4", known.endless())));
    }

    private static StuckInstance instance(ResultSet row, Known known) throws SQLException {
        StuckReason reason = StuckReason.valueOf(row.getString("reason"));
        String id = row.getString("id");
        return new StuckInstance(
                id,
                row.getString("profile_id"),
                row.getString("journey"),
                row.getInt("version"),
                row.getString("step"),
                Database.time(row, "since"),
                Database.time(row, "due"),
                reason,
                reason.sentence(),
                StuckInstance.Repair.of(reason, id, known.start(row.getInt("version"))));
    }
}
