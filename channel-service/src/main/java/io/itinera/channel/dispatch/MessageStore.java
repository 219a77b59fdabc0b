package io.itinera.channel.dispatch;

import io.itinera.channel.outcome.Outbox;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.SendRequest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The queue of messages and their states. Every statement handles a whole batch: a message costs no round trip of its own.
 */
@ApplicationScoped
class MessageStore {

    private final DataSource database;
    private final Outbox outbox;
    private final JsonSerde<SendRequest> requests = JsonSerde.of(SendRequest.class);

    MessageStore(DataSource database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** Takes messages into the queue. One that is there already is passed over: a repeat has no effect. */
    void add(List<NewMessage> messages, Instant now) {
        QuarkusTransaction.requiringNew().run(() -> insert(messages, now));
    }

    /**
     * Takes due messages of a channel from the queue for one holder. What is not handed on by {@code until} is due again.
     */
    List<Message> claim(String channel, int limit, Instant now, Instant until) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement claim = connection.prepareStatement(MessageSql.CLAIM)) {
                claim.setObject(1, at(until));
                claim.setString(2, channel);
                claim.setObject(3, at(now));
                claim.setInt(4, limit);
                return messages(claim);
            } catch (SQLException e) {
                throw new IllegalStateException("the queue cannot be read", e);
            }
        });
    }

    /** Due messages of channels that this service does not have, for one holder, as {@link #claim}. */
    List<Message> unserved(Set<String> served, int limit, Instant now, Instant until) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement claim = connection.prepareStatement(MessageSql.UNSERVED)) {
                claim.setObject(1, at(until));
                claim.setArray(2, connection.createArrayOf("text", served.toArray()));
                claim.setObject(3, at(now));
                claim.setInt(4, limit);
                return messages(claim);
            } catch (SQLException e) {
                throw new IllegalStateException("the queue cannot be read", e);
            }
        });
    }

    /** Marks what these instances asked for and no provider has yet, but for what is to be kept. */
    void cancel(Set<String> instances) {
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement cancel = connection.prepareStatement(MessageSql.CANCEL)) {
                cancel.setArray(1, connection.createArrayOf("text", instances.toArray()));
                cancel.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException("messages were not cancelled", e);
            }
        });
    }

    /** Marked messages, for one holder, also out of the hands of a worker that has not handed them on yet. */
    List<Message> cancelled(int limit, Instant until) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement claim = connection.prepareStatement(MessageSql.CANCELLED)) {
                claim.setObject(1, at(until));
                claim.setInt(2, limit);
                return messages(claim);
            } catch (SQLException e) {
                throw new IllegalStateException("cancelled messages cannot be read", e);
            }
        });
    }

    /** Messages that were handed to a provider and have no result in time; they are held from now on until {@code until}. */
    List<Message> overdue(int limit, Instant now, Instant until) {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement claim = connection.prepareStatement(MessageSql.OVERDUE)) {
                claim.setObject(1, at(until));
                claim.setObject(2, at(now));
                claim.setInt(3, limit);
                return messages(claim);
            } catch (SQLException e) {
                throw new IllegalStateException("messages without an answer cannot be read", e);
            }
        });
    }

    /**
     * Writes changes, their outcomes and the messages that follow from them, in one transaction. A change whose message is not
     * in the state or the hands that it was decided for is left out, whole.
     *
     * @return ids of the messages that changed
     */
    Set<String> apply(List<Change> changes) {
        return apply(changes, UnaryOperator.identity()).stream()
                .map(change -> change.message().id())
                .collect(Collectors.toSet());
    }

    /**
     * The same, with a last look at the changes within the transaction: {@code last} may put others in their place.
     *
     * @return the changes that were written
     */
    List<Change> apply(List<Change> decided, UnaryOperator<List<Change>> last) {
        if (decided.isEmpty()) {
            return List.of();
        }
        return QuarkusTransaction.requiringNew().call(() -> {
            List<Change> changes = last.apply(decided);
            Map<String, Boolean> changed = update(changes);
            List<Change> done = changes.stream()
                    .filter(c -> changed.containsKey(c.message().id()))
                    .toList();
            wake(done);
            outbox.add(done.stream().flatMap(MessageStore::told).toList());
            List<NewMessage> following = done.stream()
                    .filter(c -> !changed.get(c.message().id()))
                    .flatMap(c -> c.next().stream()
                            .map(request -> toNew(request, c.message().trace())))
                    .toList();
            if (!following.isEmpty()) {
                insert(following, changes.getFirst().at());
            }
            return done;
        });
    }

    private void wake(List<Change> done) {
        List<Change> givenBack = done.stream().filter(Change::givesBack).toList();
        if (givenBack.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement wake = connection.prepareStatement(MessageSql.WAKE)) {
            OffsetDateTime now = at(givenBack.getFirst().at());
            wake.setObject(1, now);
            wake.setArray(
                    2, texts(connection, givenBack, c -> c.message().request().profileId()));
            wake.setObject(3, now);
            wake.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("waiting messages were not woken", e);
        }
    }

    private static Stream<Outbox.Told> told(Change change) {
        return change.outcome().stream()
                .map(outcome -> new Outbox.Told(outcome, change.message().trace()));
    }

    /** A message on its way into the queue, within a trace or none. */
    NewMessage toNew(SendRequest request, String trace) {
        return new NewMessage(request, new String(requests.write(request), StandardCharsets.UTF_8), trace);
    }

    private void insert(List<NewMessage> messages, Instant now) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(MessageSql.INSERT)) {
            insert.setObject(1, at(now));
            insert.setArray(2, texts(connection, messages, m -> m.request().id()));
            insert.setArray(3, texts(connection, messages, m -> m.request().profileId()));
            insert.setArray(4, texts(connection, messages, m -> m.request().channel()));
            insert.setArray(5, texts(connection, messages, m -> m.request().template()));
            insert.setArray(6, texts(connection, messages, m -> m.request().purpose()));
            insert.setArray(
                    7,
                    texts(
                            connection,
                            messages,
                            m -> MessageSql.journey(m.request().journey())));
            insert.setArray(8, texts(connection, messages, NewMessage::json));
            insert.setArray(9, texts(connection, messages, NewMessage::trace));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new QueueException(e);
        }
    }

    /** Ids of the messages that changed, and whether each is cancelled. */
    private Map<String, Boolean> update(List<Change> changes) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(MessageSql.UPDATE)) {
            update.setArray(1, texts(connection, changes, c -> c.message().id()));
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "int4",
                            changes.stream().map(c -> c.message().claim()).toArray()));
            update.setArray(3, texts(connection, changes, c -> c.from().wire()));
            update.setArray(4, texts(connection, changes, c -> c.to().wire()));
            update.setArray(5, texts(connection, changes, Change::reason));
            update.setArray(6, texts(connection, changes, Change::receipt));
            update.setArray(7, texts(connection, changes, c -> c.dueAt().toString()));
            update.setArray(8, texts(connection, changes, c -> c.at().toString()));
            update.setArray(
                    9,
                    connection.createArrayOf(
                            "int4",
                            changes.stream().map(c -> c.called() ? 1 : 0).toArray()));
            update.setArray(10, texts(connection, changes, c -> MessageSql.held(c.held())));
            Map<String, Boolean> changed = new HashMap<>();
            try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                    changed.put(row.getString(1), row.getBoolean(2));
                }
            }
            return changed;
        } catch (SQLException e) {
            throw new IllegalStateException("states were not written", e);
        }
    }

    private List<Message> messages(PreparedStatement claim) throws SQLException {
        List<Message> claimed = new ArrayList<>();
        try (ResultSet row = claim.executeQuery()) {
            while (row.next()) {
                claimed.add(new Message(
                        requests.read(row.getString(1).getBytes(StandardCharsets.UTF_8)),
                        row.getInt(2),
                        row.getInt(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)));
            }
        }
        return claimed;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> Array texts(Connection connection, List<T> from, Function<T, String> text) throws SQLException {
        return connection.createArrayOf("text", from.stream().map(text).toArray());
    }

    /**
     * A message that is not in the queue yet.
     *
     * @param request what is asked for
     * @param json the same as it is kept
     * @param trace the trace that asks for it, or null
     */
    record NewMessage(SendRequest request, String json, String trace) {}

    /** Messages could not be taken into the queue. */
    static final class QueueException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        QueueException(SQLException cause) {
            super("messages were not taken into the queue", cause);
        }

        /** True when it is the data's fault, so that another try will not help. */
        boolean isAboutData() {
            String state = ((SQLException) getCause()).getSQLState();
            return state != null && (state.startsWith("22") || state.startsWith("23"));
        }
    }
}
