package io.itinera.channel.dispatch;

import io.itinera.database.Column;
import io.itinera.database.Database;
import io.itinera.policies.CapCounts;
import io.itinera.policies.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Counts the messages that customers have had, for caps: the messages themselves are the count, so that it can neither be lost nor
 * differ from what happened. Every statement is for a whole batch, in the transaction that is open.
 */
@ApplicationScoped
class CapStore {

    /** Links form chains where merges follow each other; longer ones than this do not occur. */
    private static final String PEOPLE = """
            with recursive way (origin, id, depth) as (
                select distinct p, p, 0 from unnest(?::text[]) as p
                union
                select w.origin, l.leads_to, w.depth + 1 from way w join profile_link l on l.id = w.id
                where l.leads_to <> w.id and w.depth < 20)
            select distinct on (origin) origin, id from way order by origin, depth desc""";

    /** In the order of their numbers, so that no two wait for each other. */
    private static final String HOLD = """
            select pg_advisory_xact_lock(hashtext('itinera-channel-caps'), stripe)
            from (select distinct abs(hashtext(p) % ?) as stripe from unnest(?::text[]) as p order by stripe) as s""";

    private static final String USES = """
            with recursive part (person, id, depth) as (
                select distinct p, p, 0 from unnest(?::text[]) as p
                union
                select part.person, l.id, part.depth + 1 from part join profile_link l on l.leads_to = part.id
                where l.id <> part.id and part.depth < 20)
            select p.person, m.channel, m.purpose, m.counted_at, m.status = 'sending' as open
            from (select distinct person, id from part) p
                join message m on m.profile_id = p.id and m.counted_at > ?""";

    /** Customers share locks, so that a batch needs no more of PostgreSQL's shared memory than this. */
    private static final int STRIPES = 64;

    /** What was handed to a provider counts as open until its answer is known, or given up. */
    private static final long OPEN_SECONDS = 3600;

    private final Database database;

    CapStore(Database database) {
        this.database = database;
    }

    /** The profile that each of these belongs to now, by profile id: itself, where no link leads on. */
    Map<String, String> people(Collection<String> profiles) {
        Map<String, String> people = new HashMap<>();
        database.list(PEOPLE, row -> people.put(row.getString(1), row.getString(2)), Column.texts(profiles));
        return people;
    }

    /** Holds these customers until the transaction ends: nobody else counts their messages meanwhile. */
    void hold(Collection<String> people) {
        database.list(HOLD, _ -> true, STRIPES, Column.texts(people));
    }

    /** The messages that count for these customers since {@code since}, also those of profiles that became part of theirs. */
    List<CapCounts.Use> uses(Collection<String> people, Instant since, Predicate<String> transactional) {
        return database.list(
                USES,
                row -> new CapCounts.Use(
                        row.getString("person"),
                        new Scope.Way(
                                row.getString("channel"),
                                row.getString("purpose"),
                                transactional.test(row.getString("purpose"))),
                        Database.time(row, "counted_at"),
                        row.getBoolean("open")),
                Column.texts(people),
                since.minusSeconds(OPEN_SECONDS));
    }
}
