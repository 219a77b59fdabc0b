package io.itinera.journey.reporting;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Transitions in PostgreSQL. A batch is one statement: the rows that are new, the counts of just those, and the instances as
 * they are after their latest transition. A repeat of a batch changes nothing.
 */
@ApplicationScoped
class TransitionStore {

    private static final String WRITE = """
            with arrived as (
                select distinct on (a.id) * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
                        ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bigint[])
                    as a(id, instance, profile_id, journey, version, step, kind, step_type, next, reason, detail, at, sequence)
            ), fresh as (
                insert into transition
                    (id, instance, profile_id, journey, version, step, kind, step_type, next, reason, detail, at, sequence)
                select id, instance, profile_id, journey, version, step, kind, step_type, next, reason, detail, at, sequence
                from arrived order by id
                on conflict (id) do nothing
                returning instance, profile_id, journey, version, step, kind, next, reason, at, sequence
            ), counted as (
                insert into transition_count as c (journey, version, step, kind, next, reason, n)
                select journey, version, coalesce(step, ''), kind, coalesce(next, ''), coalesce(reason, ''), count(*)
                from fresh group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
                on conflict (journey, version, step, kind, next, reason) do update set n = c.n + excluded.n
            ), latest as (
                select distinct on (instance) instance, profile_id, journey, version,
                    case when kind in ('entered', 'moved', 'migrated') then next else step end as step,
                    case when kind in ('exited', 'failed') then kind when kind = 'waiting' or reason = 'merged' then 'waiting'
                        else 'moving' end as status,
                    case when kind in ('exited', 'failed') then reason end as reason,
                    min(at) over (partition by instance) as entered_at, at, sequence
                from fresh where instance is not null and kind not in ('refused', 'goal')
                order by instance, sequence desc
            )
            insert into instance as i
                (id, profile_id, journey, version, step, status, reason, entered_at, updated_at, ended_at, sequence)
            select instance, profile_id, journey, version, step, status, reason, entered_at, at,
                case when status in ('exited', 'failed') then at end, sequence
            from latest order by instance
            on conflict (id) do update set profile_id = excluded.profile_id, version = excluded.version, step = excluded.step,
                status = excluded.status, reason = excluded.reason, updated_at = excluded.updated_at,
                ended_at = excluded.ended_at, sequence = excluded.sequence,
                entered_at = least(i.entered_at, excluded.entered_at)
            where excluded.sequence > i.sequence
            """;

    private final DataSource database;

    TransitionStore(DataSource database) {
        this.database = database;
    }

    /** Adds the transitions that are not there yet, in one transaction. */
    void add(List<Transition> batch) {
        try (Connection connection = database.getConnection();
                PreparedStatement write = connection.prepareStatement(WRITE)) {
            Columns columns = new Columns(connection, write, batch);
            columns.text(Transition::id);
            columns.text(t -> t.journey().instance());
            columns.text(Transition::profileId);
            columns.text(t -> t.journey().journey());
            columns.of("int4", t -> t.journey().version());
            columns.text(t -> t.journey().step());
            columns.text(t -> t.kind().wire());
            columns.text(Transition::stepType);
            columns.text(Transition::next);
            columns.text(Transition::reason);
            columns.text(TransitionStore::detail);
            columns.of("timestamptz", t -> Timestamp.from(t.at()));
            columns.of("int8", Transition::sequence);
            write.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("transitions not written", e);
        }
    }

    /**
     * Deletes transitions and ended instances older than {@code before}.
     *
     * @param limit most rows of each kind
     * @return how many rows it deleted
     */
    int deleteBefore(Instant before, int limit) {
        return delete(
                        "delete from transition where id in (select id from transition where at < ? order by at limit ?)",
                        before,
                        limit)
                + delete(
                        "delete from instance where id in (select id from instance where ended_at < ? order by ended_at limit ?)",
                        before,
                        limit);
    }

    private int delete(String sql, Instant before, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setTimestamp(1, Timestamp.from(before));
            delete.setInt(2, limit);
            return delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("old reports not deleted", e);
        }
    }

    private static String detail(Transition transition) {
        try {
            return transition.detail().isEmpty() ? null : Wire.JSON.writeValueAsString(transition.detail());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a detail that was JSON is JSON", e);
        }
    }

    /** Fills the statement's arrays, one per column. */
    private static final class Columns {
        private final Connection connection;
        private final PreparedStatement statement;
        private final List<Transition> rows;
        private int next = 1;

        Columns(Connection connection, PreparedStatement statement, List<Transition> rows) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        void text(Function<Transition, String> value) throws SQLException {
            of("text", value.andThen(Columns::storable));
        }

        void of(String type, Function<Transition, ?> value) throws SQLException {
            statement.setArray(
                    next++,
                    connection.createArrayOf(type, rows.stream().map(value).toArray()));
        }

        /** PostgreSQL has no NUL in text; JSON has. */
        private static String storable(String text) {
            return text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
        }
    }
}
