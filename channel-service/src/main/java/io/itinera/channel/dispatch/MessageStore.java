package io.itinera.channel.dispatch;

import io.itinera.channel.outcome.Outbox;
import io.itinera.channel.sandbox.SandboxStore;
import io.itinera.channel.sandbox.SandboxedMessage;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.SendRequest;
import io.itinera.database.Column;
import io.itinera.database.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The queue of messages and their states. Every statement handles a whole batch: a message costs no round trip of its own.
 */
@ApplicationScoped
class MessageStore {

    private final Database database;
    private final Outbox outbox;
    private final SandboxStore sandbox;
    private final JsonSerde<SendRequest> requests = JsonSerde.of(SendRequest.class);

    MessageStore(Database database, Outbox outbox, SandboxStore sandbox) {
        this.database = database;
        this.outbox = outbox;
        this.sandbox = sandbox;
    }

    /** Takes messages into the queue. One that is there already is passed over: a repeat has no effect. */
    void add(List<NewMessage> messages, Instant now) {
        QuarkusTransaction.requiringNew().run(() -> insert(messages, now));
    }

    /**
     * Takes due messages of a channel from the queue for one holder. What is not handed on by {@code until} is due again.
     */
    List<Message> claim(String channel, int limit, Instant now, Instant until) {
        return claimed(MessageSql.CLAIM, until, channel, now, limit);
    }

    /** Due messages of channels that this service does not have, for one holder, as {@link #claim}. */
    List<Message> unserved(Set<String> served, int limit, Instant now, Instant until) {
        return claimed(MessageSql.UNSERVED, until, Column.texts(served), now, limit);
    }

    /** Marks what these instances asked for and no provider has yet, but for what is to be kept. */
    void cancel(Set<String> instances) {
        QuarkusTransaction.requiringNew().run(() -> database.update(MessageSql.CANCEL, Column.texts(instances)));
    }

    /** Marked messages, for one holder, also out of the hands of a worker that has not handed them on yet. */
    List<Message> cancelled(int limit, Instant until) {
        return claimed(MessageSql.CANCELLED, until, limit);
    }

    /** Messages that were handed to a provider and have no result in time; they are held from now on until {@code until}. */
    List<Message> overdue(int limit, Instant now, Instant until) {
        return claimed(MessageSql.OVERDUE, until, now, limit);
    }

    /**
     * Writes changes, their outcomes and the messages that follow from them, in one transaction. A change whose message is not
     * in the state or the hands that it was decided for is left out, whole.
     *
     * @return ids of the messages that changed
     */
    Set<String> apply(List<Change> changes) {
        return apply(changes, List.of(), UnaryOperator.identity()).stream()
                .map(change -> change.message().id())
                .collect(Collectors.toSet());
    }

    /**
     * The same, with a last look at the changes within the transaction: {@code last} may put others in their place.
     *
     * @param kept what messages of tests would have said that the changes put into the sandbox
     * @return the changes that were written
     */
    List<Change> apply(List<Change> decided, List<SandboxedMessage> kept, UnaryOperator<List<Change>> last) {
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
            sandbox.keep(kept.stream().filter(m -> changed.containsKey(m.id())).toList());
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
        Instant now = givenBack.getFirst().at();
        database.update(
                MessageSql.WAKE,
                now,
                Column.texts(givenBack, c -> c.message().request().profileId()),
                now);
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
        database.update(
                MessageSql.INSERT,
                now,
                Column.texts(messages, m -> m.request().id()),
                Column.texts(messages, m -> m.request().profileId()),
                Column.texts(messages, m -> m.request().channel()),
                Column.texts(messages, m -> m.request().template()),
                Column.texts(messages, m -> m.request().purpose()),
                Column.texts(messages, m -> MessageSql.journey(m.request().journey())),
                Column.texts(messages, NewMessage::json),
                Column.texts(messages, NewMessage::trace),
                Column.of("bool", messages, m -> m.request().test()));
    }

    /** Ids of the messages that changed, and whether each is cancelled. */
    private Map<String, Boolean> update(List<Change> changes) {
        Map<String, Boolean> changed = new HashMap<>();
        database.list(
                MessageSql.UPDATE,
                row -> changed.put(row.getString(1), row.getBoolean(2)),
                Column.texts(changes, c -> c.message().id()),
                Column.of("int4", changes, c -> c.message().claim()),
                Column.texts(changes, c -> c.from().wire()),
                Column.texts(changes, c -> c.to().wire()),
                Column.texts(changes, Change::reason),
                Column.texts(changes, Change::receipt),
                Column.texts(changes, c -> c.dueAt().toString()),
                Column.texts(changes, c -> c.at().toString()),
                Column.of("int4", changes, c -> c.called() ? 1 : 0),
                Column.texts(changes, c -> MessageSql.held(c.held())));
        return changed;
    }

    private List<Message> claimed(String sql, Object... arguments) {
        return QuarkusTransaction.requiringNew().call(() -> database.list(sql, this::message, arguments));
    }

    private Message message(ResultSet row) throws SQLException {
        return new Message(
                requests.read(row.getString("request").getBytes(StandardCharsets.UTF_8)),
                row.getInt("claim"),
                row.getInt("attempts"),
                Database.time(row, "created_at"),
                row.getString("reason"),
                row.getString("receipt"),
                row.getString("trace"));
    }

    /**
     * A message that is not in the queue yet.
     *
     * @param request what is asked for
     * @param json the same as it is kept
     * @param trace the trace that asks for it, or null
     */
    record NewMessage(SendRequest request, String json, String trace) {}
}
