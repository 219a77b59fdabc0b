package io.itinera.journey.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** What health is judged by, from the reports; testers do not count. A journey of null stands for all of them. */
@ApplicationScoped
class HealthStore {

    /** Reasons for which a message that everybody wanted cannot be made or sent. */
    private static final String BROKEN =
            "('no-template', 'template-error', 'template-limit', 'template-not-json', 'no-channel', 'unknown-purpose', 'consent-unavailable')";

    private static final String MESSAGE = """
            sum(case when status in ('failed', 'bounced') or status = 'suppressed' and reason in %1$s then %2$s else 0 end)::bigint,
            sum(case when status in ('failed', 'sent') or status = 'suppressed' and reason in %1$s then %2$s else 0 end)::bigint
            """;

    private static final String ENDED_SINCE = """
            select journey, version, 'errors', count(*) filter (where status = 'failed'), count(*) from instance
            where ended_at >= ? and not test and (?::text is null or journey = ?) group by 1, 2""";

    private static final String MESSAGES_SINCE =
            "select journey, version, 'messages', " + MESSAGE.formatted(BROKEN, "1")
                    + " from message_effect where at >= ? and not test and (?::text is null or journey = ?) group by 1, 2";

    private static final String COUNTED = """
            select journey, version, 'errors', coalesce(sum(n) filter (where kind = 'failed'), 0)::bigint, sum(n)::bigint
            from transition_count where kind in ('failed', 'exited') and %1$s group by 1, 2
            union all
            select journey, version, 'refused', coalesce(sum(n) filter (where kind = 'refused'), 0)::bigint, sum(n)::bigint
            from transition_count where kind in ('refused', 'entered') and %1$s group by 1, 2
            union all
            select journey, version, 'calls', coalesce(sum(n) filter (where reason = 'call-failed'), 0)::bigint, sum(n)::bigint
            from transition_count where kind = 'moved' and reason in ('call-failed', 'answered') and %1$s group by 1, 2
            union all
            select journey, version, 'messages', %2$s from message_count where %1$s group by 1, 2
            """.formatted(
            "day >= ? and day <= ? and not test and (?::text is null or journey = ?)", MESSAGE.formatted(BROKEN, "n"));

    private static final String LAST_ENTRY = """
            select k.journey, (select i.entered_at from instance i where i.journey = k.journey and not i.test
                order by i.entered_at desc limit 1) from unnest(?::text[]) k(journey)""";

    private static final String DAYS_OF_ENTRIES = """
            select journey, count(distinct day), sum(n) from transition_count
            where kind = 'entered' and not test and n > 0 and day >= ? and day <= ? and (?::text is null or journey = ?) group by 1""";

    private static final String STANDING =
            "select count(*) from instance where journey = ? and step = ? and ended_at is null and not test and since < ?";

    private final DataSource database;

    HealthStore(DataSource database) {
        this.database = database;
    }

    /**
     * Entries of some days.
     *
     * @param days on how many of them somebody entered
     * @param entries how many in all
     */
    record Entries(long days, long entries) {}

    /** What went wrong since then: instances that ended, and messages. */
    List<Observed> since(Instant from, String journey) {
        List<Observed> all = new ArrayList<>();
        for (String sql : List.of(ENDED_SINCE, MESSAGES_SINCE)) {
            all.addAll(query(sql, HealthStore::observed, Timestamp.from(from), journey, journey));
        }
        return all;
    }

    /** What went wrong on these days, both included. */
    List<Observed> on(LocalDate from, LocalDate to, String journey) {
        return query(
                COUNTED,
                HealthStore::observed,
                from,
                to,
                journey,
                journey,
                from,
                to,
                journey,
                journey,
                from,
                to,
                journey,
                journey,
                from,
                to,
                journey,
                journey);
    }

    /** When somebody entered last, by journey; none of journeys that nobody has entered. */
    Map<String, Instant> lastEntries(Collection<String> journeys) {
        Map<String, Instant> last = new HashMap<>();
        query(
                LAST_ENTRY,
                row -> row.getTimestamp(2) == null
                        ? null
                        : last.put(row.getString(1), row.getTimestamp(2).toInstant()),
                (Object) journeys.toArray(String[]::new));
        return last;
    }

    /** Entries on these days, both included, by journey. */
    Map<String, Entries> entries(LocalDate from, LocalDate to, String journey) {
        Map<String, Entries> entries = new HashMap<>();
        query(
                DAYS_OF_ENTRIES,
                row -> entries.put(row.getString(1), new Entries(row.getLong(2), row.getLong(3))),
                from,
                to,
                journey,
                journey);
        return entries;
    }

    /** How many stand at a step since before then. */
    long standing(String journey, String step, Instant before) {
        return query(STANDING, row -> row.getLong(1), journey, step, Timestamp.from(before))
                .getFirst();
    }

    private static Observed observed(ResultSet row) throws SQLException {
        return new Observed(row.getString(1), row.getInt(2), row.getString(3), row.getLong(4), row.getLong(5));
    }

    /** Makes something of a row. */
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Row<T> row, Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof String[] texts) {
                    select.setArray(i + 1, connection.createArrayOf("text", texts));
                } else {
                    select.setObject(i + 1, arguments[i]);
                }
            }
            try (ResultSet rows = select.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(row.read(rows));
                }
                return all;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("health not read", e);
        }
    }
}
