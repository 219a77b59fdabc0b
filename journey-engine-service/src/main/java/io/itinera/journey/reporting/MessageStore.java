package io.itinera.journey.reporting;

import io.itinera.contracts.MessageOutcome;
import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What became of messages, in PostgreSQL: each status of a message on a channel counts once, so that a second open or a click on
 * another link adds nothing. What is learned from counts by the local hour as well.
 */
@ApplicationScoped
class MessageStore {

    /**
     * Outcomes are written side by side; while an instance turns out to be a tester's, nobody writes, so that no outcome of it is
     * counted among people's for good.
     */
    private static final String LOCK = "select pg_advisory_xact_lock%s(hashtext('itinera.journey.message-tests'))";

    private static final String WRITE = """
            with fresh as (
                insert into message_effect (id, instance, journey, version, day, step, channel, status, reason, hour, test, at)
                select distinct on (a.id) a.id, a.instance, a.journey, a.version, (a.at at time zone 'UTC')::date, a.step,
                    a.channel, a.status, a.reason, a.hour,
                    a.test or exists (select from instance i where i.id = a.instance and i.test), a.at
                from unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::int2[], ?::bool[], ?::timestamptz[])
                    as a(id, instance, journey, version, step, channel, status, reason, hour, test, at)
                order by a.id, a.at
                on conflict (id) do nothing
                returning journey, version, day, step, channel, status, reason, hour, test
            ), answers as (
                insert into answer_count as c (channel, status, day, hour, test, n)
                select channel, status, day, hour, test, count(*) from fresh where status in ('sent', 'opened', 'clicked')
                group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
                on conflict (channel, status, day, hour, test) do update set n = c.n + excluded.n
            )
            insert into message_count as c (journey, version, day, step, channel, status, reason, test, n)
            select journey, version, day, step, channel, status, reason, test, count(*)
            from fresh group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8
            on conflict (journey, version, day, step, channel, status, reason, test) do update set n = c.n + excluded.n
            """;

    private static final String BELONG_TO_TESTS = """
            with moved as (
                update message_effect set test = true where instance = any(?) and not test
                returning journey, version, day, step, channel, status, reason, hour
            ), sums as (
                select journey, version, day, step, channel, status, reason, count(*) as n from moved group by 1, 2, 3, 4, 5, 6, 7
            ), answers as (
                select channel, status, day, hour, count(*) as n from moved where status in ('sent', 'opened', 'clicked')
                group by 1, 2, 3, 4
            ), fewer as (
                update answer_count c set n = c.n - a.n from answers a
                where (c.channel, c.status, c.day, c.hour) = (a.channel, a.status, a.day, a.hour) and not c.test
            ), more as (
                insert into answer_count as c (channel, status, day, hour, test, n)
                select channel, status, day, hour, true, n from answers
                on conflict (channel, status, day, hour, test) do update set n = c.n + excluded.n
            ), less as (
                update message_count c set n = c.n - s.n from sums s
                where (c.journey, c.version, c.day, c.step, c.channel, c.status, c.reason)
                    = (s.journey, s.version, s.day, s.step, s.channel, s.status, s.reason) and not c.test
            )
            insert into message_count as c (journey, version, day, step, channel, status, reason, test, n)
            select journey, version, day, step, channel, status, reason, true, n from sums
            on conflict (journey, version, day, step, channel, status, reason, test) do update set n = c.n + excluded.n
            """;

    private final Database database;
    private final PositionStore positions;

    MessageStore(Database database, PositionStore positions) {
        this.database = database.replacingNul();
        this.positions = positions;
    }

    /** Adds the outcomes that are not there yet; each belongs to a step of a journey. */
    @Transactional
    void add(List<MessageOutcome> batch) {
        database.list(LOCK.formatted("_shared"), _ -> true);
        Map<String, String> zones =
                positions.zones(batch.stream().map(o -> o.journey().instance()).toList());
        database.update(
                WRITE,
                text(
                        batch,
                        o -> o.messageId() + ":" + o.channel() + ":"
                                + o.status().wire()),
                text(batch, o -> o.journey().instance()),
                text(batch, o -> o.journey().journey()),
                Column.of("int4", batch, o -> o.journey().version()),
                text(batch, o -> o.journey().step()),
                text(batch, MessageOutcome::channel),
                text(batch, o -> o.status().wire()),
                text(batch, o -> o.reason() == null ? "" : o.reason()),
                Column.of("int2", batch, o -> hour(o, zones.get(o.journey().instance()))),
                Column.of("bool", batch, MessageOutcome::test),
                Column.of("timestamptz", batch, MessageOutcome::at));
    }

    /** The hour on the clock of the zone in which the instance began; on that of UTC where it is not known. */
    private static int hour(MessageOutcome outcome, String zone) {
        try {
            return outcome.at()
                    .atZone(zone == null ? ZoneOffset.UTC : ZoneId.of(zone))
                    .getHour();
        } catch (DateTimeException e) {
            return outcome.at().atZone(ZoneOffset.UTC).getHour();
        }
    }

    /** Counts what these instances' messages came to among the testers'. */
    @Transactional
    void belongToTests(List<String> instances) {
        if (!instances.isEmpty()) {
            database.list(LOCK.formatted(""), _ -> true);
            database.update(BELONG_TO_TESTS, Column.texts(instances));
        }
    }

    /**
     * Deletes outcomes older than {@code before}; their counts stay.
     *
     * @param limit most rows
     * @return how many rows it deleted
     */
    int deleteBefore(Instant before, int limit) {
        return database.update(
                "delete from message_effect where id in (select id from message_effect where at < ? order by at limit ?)",
                before,
                limit);
    }

    private static Column text(List<MessageOutcome> batch, Function<MessageOutcome, String> value) {
        return Column.of("text", batch, value.andThen(MessageStore::bounded));
    }

    /** A word that fits into an index, whoever wrote it. */
    private static String bounded(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300);
    }
}
