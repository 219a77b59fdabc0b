package io.itinera.journey.health;

import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private final Database database;

    HealthStore(Database database) {
        this.database = database.replacingNul();
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
            all.addAll(database.list(sql, HealthStore::observed, from, journey, journey));
        }
        return all;
    }

    /** What went wrong on these days, both included. */
    List<Observed> on(LocalDate from, LocalDate to, String journey) {
        return database.list(
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
        database.list(
                LAST_ENTRY,
                row -> row.getTimestamp(2) == null
                        ? null
                        : last.put(row.getString(1), row.getTimestamp(2).toInstant()),
                Column.texts(journeys));
        return last;
    }

    /** Entries on these days, both included, by journey. */
    Map<String, Entries> entries(LocalDate from, LocalDate to, String journey) {
        Map<String, Entries> entries = new HashMap<>();
        database.list(
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
        return database.list(STANDING, row -> row.getLong(1), journey, step, before)
                .getFirst();
    }

    private static Observed observed(ResultSet row) throws SQLException {
        return new Observed(row.getString(1), row.getInt(2), row.getString(3), row.getLong(4), row.getLong(5));
    }
}
