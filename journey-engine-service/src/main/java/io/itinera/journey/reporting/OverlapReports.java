package io.itinera.journey.reporting;

import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where journeys meet in the same people; testers do not count. */
@ApplicationScoped
public class OverlapReports {

    private static final String PAIRS = """
            select a.journey as one, b.journey as other, count(distinct a.profile_id) as profiles
            from instance a join instance b on b.profile_id = a.profile_id and b.journey > a.journey
            where a.ended_at is null and b.ended_at is null and not a.test
                and (?::text is null or a.journey = ? or b.journey = ?)
            group by 1, 2 order by 3 desc, 1, 2 limit ?""";

    private static final String DAYS = """
            select day, count(*) as profiles, count(*) filter (where journeys > 1) as collisions
            from (select (at at time zone 'UTC')::date as day, profile_id, count(distinct journey) as journeys,
                    bool_or(journey = ?) as ours
                from transition where kind = 'moved' and reason = 'requested' and at >= ? and at < ? group by 1, 2) asked
            where ?::text is null or ours
            group by 1 order by 1""";

    private final Database database;

    OverlapReports(Database database) {
        this.database = database.replacingNul();
    }

    /**
     * Overlaps of all journeys, or of one with the others.
     *
     * @param journey one journey, or null for all
     * @param from first day (UTC)
     * @param to last day (UTC)
     * @param limit most pairs
     */
    public Overlaps of(String journey, LocalDate from, LocalDate to, int limit) {
        return new Overlaps(
                database.list(
                        PAIRS,
                        row -> new Overlaps.Pair(row.getString("one"), row.getString("other"), row.getLong("profiles")),
                        journey,
                        journey,
                        journey,
                        limit),
                database.list(
                        DAYS,
                        row -> new Overlaps.Day(
                                row.getObject("day", LocalDate.class),
                                row.getLong("profiles"),
                                row.getLong("collisions")),
                        journey,
                        from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                        journey));
    }
}
