package io.itinera.journey.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.SendRequest;
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

/** Writes what explanations need beside the transitions. A batch that comes again changes nothing. */
@ApplicationScoped
class StoryStore {

    private static final String REQUESTS = """
            insert into message_request
                (id, profile_id, channel, template, purpose, journey, version, instance, step, fallback, requested_at)
            select distinct on (a.id) * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[],
                    ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                as a(id, profile_id, channel, template, purpose, journey, version, instance, step, fallback, requested_at)
            order by a.id on conflict (id) do nothing
            """;

    private static final String OUTCOMES = """
            insert into message_outcome
                (id, message, profile_id, channel, template, purpose, journey, version, instance, step, status, reason, receipt,
                 held, at)
            select distinct on (a.id) id, message, profile_id, channel, template, purpose, journey, version, instance, step, status,
                    reason, receipt, held::json, at
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                as a(id, message, profile_id, channel, template, purpose, journey, version, instance, step, status, reason,
                    receipt, held, at)
            order by a.id, a.at on conflict (id) do nothing
            """;

    private static final String LINKS = """
            insert into profile_link as l (id, leads_to, epoch)
            select distinct on (a.id) * from unnest(?::text[], ?::text[], ?::int8[]) as a(id, leads_to, epoch)
            order by a.id, a.epoch desc
            on conflict (id) do update set leads_to = excluded.leads_to, epoch = excluded.epoch where excluded.epoch >= l.epoch
            """;

    /** The entry stays: without its first transition a way has no beginning. */
    private static final String SHORTEN = """
            delete from transition where id in (
                select t.id from instance i join transition t on t.instance = i.id
                where i.sequence > 100 and i.sequence > ? and t.sequence > 0 and t.sequence <= i.sequence - ? limit ?)
            """;

    private final DataSource database;

    StoryStore(DataSource database) {
        this.database = database;
    }

    void addRequests(List<SendRequest> batch) {
        write(REQUESTS, batch, columns -> {
            columns.text(SendRequest::id);
            columns.text(SendRequest::profileId);
            columns.text(SendRequest::channel);
            columns.text(SendRequest::template);
            columns.text(SendRequest::purpose);
            journey(columns, SendRequest::journey);
            columns.text(StoryStore::fallback);
            columns.time(SendRequest::requestedAt);
        });
    }

    void addOutcomes(List<MessageOutcome> batch) {
        write(OUTCOMES, batch, columns -> {
            columns.text(o -> o.effectId() + ":" + o.channel());
            columns.text(MessageOutcome::messageId);
            columns.text(MessageOutcome::profileId);
            columns.text(MessageOutcome::channel);
            columns.text(MessageOutcome::template);
            columns.text(MessageOutcome::purpose);
            journey(columns, MessageOutcome::journey);
            columns.text(o -> o.status().wire());
            columns.text(MessageOutcome::reason);
            columns.text(MessageOutcome::receipt);
            columns.text(o -> o.held() == null ? null : json(o.held()));
            columns.time(MessageOutcome::at);
        });
    }

    void addLinks(List<IdentityLink> batch) {
        write(LINKS, batch, columns -> {
            columns.text(link -> Identifier.parse(link.subject()).derivedProfileId());
            columns.text(IdentityLink::profileId);
            columns.of("int8", IdentityLink::epoch);
        });
    }

    private static <T> void journey(Columns<T> columns, Function<T, JourneyRef> ref) throws SQLException {
        columns.text(ref.andThen(r -> r == null ? null : r.journey()));
        columns.of("int4", ref.andThen(r -> r == null ? null : r.version()));
        columns.text(ref.andThen(r -> r == null ? null : r.instance()));
        columns.text(ref.andThen(r -> r == null ? null : r.step()));
    }

    private static String fallback(SendRequest request) {
        return json(request.fallback());
    }

    private static String json(Object value) {
        try {
            return Wire.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was JSON is JSON", e);
        }
    }

    /**
     * Deletes what is known of messages from before then.
     *
     * @param limit most rows of each kind
     * @return how many rows it deleted
     */
    int deleteBefore(Instant before, int limit) {
        return update(
                        "delete from message_request where id in (select id from message_request where requested_at < ? order by requested_at limit ?)",
                        Timestamp.from(before),
                        limit)
                + update(
                        "delete from message_outcome where id in (select id from message_outcome where at < ? order by at limit ?)",
                        Timestamp.from(before),
                        limit);
    }

    /**
     * Deletes all but the first and the newest transitions of each instance.
     *
     * @param keep how many of the newest stay
     * @param limit most rows
     * @return how many rows it deleted
     */
    int shorten(int keep, int limit) {
        return update(SHORTEN, keep, keep, limit);
    }

    private int update(String sql, Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("old explanations not deleted", e);
        }
    }

    private <T> void write(String sql, List<T> batch, Filling<T> filling) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            filling.fill(new Columns<>(connection, statement, batch));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("explanations not written", e);
        }
    }

    /** Fills the arrays of a statement. */
    private interface Filling<T> {
        void fill(Columns<T> columns) throws SQLException;
    }

    /** A statement's arrays, one per column. */
    private static final class Columns<T> {
        private final Connection connection;
        private final PreparedStatement statement;
        private final List<T> rows;
        private int next = 1;

        Columns(Connection connection, PreparedStatement statement, List<T> rows) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        void text(Function<T, String> value) throws SQLException {
            of("text", value.andThen(Columns::storable));
        }

        void time(Function<T, Instant> value) throws SQLException {
            of("timestamptz", value.andThen(Timestamp::from));
        }

        void of(String type, Function<T, ?> value) throws SQLException {
            statement.setArray(
                    next++,
                    connection.createArrayOf(type, rows.stream().map(value).toArray()));
        }

        /** PostgreSQL has no NUL in text; JSON has. */
        private static String storable(String text) {
            return text == null ? null : text.replace('\0', '\uFFFD');
        }
    }
}
