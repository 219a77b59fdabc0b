package io.itinera.journey.reporting;

import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who is in several journeys at once, and what became of those who met a rival; as fresh as the projection. */
@ApplicationScoped
public class Meetings {

    private final Database database;

    Meetings(Database database) {
        this.database = database.replacingNul();
    }

    /** Two journeys in the order of their keys. */
    public record Pair(String first, String second) {

        /** The pair of two journeys, in whatever order they come. */
        public static Pair of(String a, String b) {
            return a.compareTo(b) <= 0 ? new Pair(a, b) : new Pair(b, a);
        }
    }

    /**
     * A profile that is in several journeys.
     *
     * @param profileId who
     * @param journeys keys, in their order
     */
    public record Crowded(String profileId, List<String> journeys) {}

    /**
     * How often a journey lost against another one of its group on a day.
     *
     * @param day a day of UTC
     * @param journey the one that lost
     * @param reason {@code preempted}: it was ended; {@code group}: it was kept out
     * @param times how often
     */
    public record Lost(String day, String journey, String reason, long times) {}

    /** How many profiles are in both journeys of each pair now. */
    public Map<Pair, Long> pairs() {
        Map<Pair, Long> pairs = new HashMap<>();
        database.list("""
                select a.journey, b.journey, count(distinct a.profile_id) from instance a join instance b
                on a.profile_id = b.profile_id and a.journey collate "C" < b.journey collate "C"
                where a.ended_at is null and b.ended_at is null group by 1, 2""", row -> pairs.put(Pair.of(row.getString(1), row.getString(2)), row.getLong(3)));
        return pairs;
    }

    /** Profiles in two journeys or more whose id comes after {@code after}, in the order of ids. */
    public List<Crowded> crowded(String after, int limit) {
        return database.list(
                """
                select profile_id, array_agg(distinct journey order by journey) from instance
                where ended_at is null and profile_id > ? group by profile_id
                having count(distinct journey) > 1 order by profile_id limit ?""",
                row -> new Crowded(
                        row.getString(1), List.of((String[]) row.getArray(2).getArray())),
                after,
                limit);
    }

    /** How often which journey lost against another one of its group, by day, the latest day first. */
    public List<Lost> lost(Instant since) {
        return database.list(
                """
                select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, journey, reason, count(*) from transition
                where at >= ? and (kind = 'exited' and reason = 'preempted' or kind = 'refused' and reason = 'group')
                group by 1, 2, 3 order by 1 desc, 2, 3""", row -> new Lost(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)), since);
    }
}
