package io.itinera.journey.reporting;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Who is in several journeys at once, and what became of those who met a rival; as fresh as the projection. */
@ApplicationScoped
public class Meetings {

    private final DataSource database;

    Meetings(DataSource database) {
        this.database = database;
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
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select a.journey, b.journey, count(distinct a.profile_id) from instance a join instance b
                        on a.profile_id = b.profile_id and a.journey collate "C" < b.journey collate "C"
                        where a.ended_at is null and b.ended_at is null group by 1, 2""");
                ResultSet rows = select.executeQuery()) {
            Map<Pair, Long> pairs = new HashMap<>();
            while (rows.next()) {
                pairs.put(Pair.of(rows.getString(1), rows.getString(2)), rows.getLong(3));
            }
            return pairs;
        } catch (SQLException e) {
            throw new IllegalStateException("overlaps not read", e);
        }
    }

    /** Profiles in two journeys or more whose id comes after {@code after}, in the order of ids. */
    public List<Crowded> crowded(String after, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select profile_id, array_agg(distinct journey order by journey) from instance
                        where ended_at is null and profile_id > ? group by profile_id
                        having count(distinct journey) > 1 order by profile_id limit ?""")) {
            select.setString(1, after);
            select.setInt(2, limit);
            try (ResultSet rows = select.executeQuery()) {
                List<Crowded> crowded = new ArrayList<>();
                while (rows.next()) {
                    crowded.add(new Crowded(rows.getString(1), List.of((String[])
                            rows.getArray(2).getArray())));
                }
                return crowded;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("profiles in several journeys not read", e);
        }
    }

    /** How often which journey lost against another one of its group, by day, the latest day first. */
    public List<Lost> lost(Instant since) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, journey, reason, count(*) from transition
                        where at >= ? and (kind = 'exited' and reason = 'preempted' or kind = 'refused' and reason = 'group')
                        group by 1, 2, 3 order by 1 desc, 2, 3""")) {
            select.setTimestamp(1, Timestamp.from(since));
            try (ResultSet rows = select.executeQuery()) {
                List<Lost> lost = new ArrayList<>();
                while (rows.next()) {
                    lost.add(new Lost(rows.getString(1), rows.getString(2), rows.getString(3), rows.getLong(4)));
                }
                return lost;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("conflicts not read", e);
        }
    }
}
