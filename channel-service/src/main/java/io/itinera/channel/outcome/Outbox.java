package io.itinera.channel.outcome;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.Topics;
import io.itinera.contracts.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Outcomes that are decided but not on Kafka yet. */
@ApplicationScoped
public class Outbox {

    private static final String ADD = """
            insert into outbox (profile_id, outcome, trace)
            select profile_id, outcome::json, trace
            from unnest(?::text[], ?::text[], ?::text[]) with ordinality as o(profile_id, outcome, trace, nr)
            order by nr""";

    private static final String OLDEST = "select seq, profile_id, outcome, trace from outbox order by seq limit ?";

    /** Only one relay works at a time, or outcomes of one message could change places. The number is ours alone. */
    private static final String ONLY_ONE = "select pg_try_advisory_xact_lock(hashtext('itinera-channel-outbox'))";

    private final DataSource database;
    private final JsonSerde<MessageOutcome> json = JsonSerde.of(MessageOutcome.class);

    Outbox(DataSource database) {
        this.database = database;
    }

    /** Adds outcomes in the transaction that is open, or in one of its own. */
    @Transactional
    public void add(List<Told> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        String[] profiles = outcomes.stream().map(o -> o.outcome().profileId()).toArray(String[]::new);
        String[] values = outcomes.stream()
                .map(o -> new String(json.write(o.outcome()), StandardCharsets.UTF_8))
                .toArray(String[]::new);
        try (Connection connection = database.getConnection();
                PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setArray(1, connection.createArrayOf("text", profiles));
            add.setArray(2, connection.createArrayOf("text", values));
            add.setArray(
                    3,
                    connection.createArrayOf(
                            "text", outcomes.stream().map(Told::trace).toArray()));
            add.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("outcomes were not stored", e);
        }
    }

    /** The oldest outcomes as records, for the one relay that holds the lock in this transaction; empty for all others. */
    List<Waiting> oldest(int limit) {
        List<Waiting> waiting = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement lock = connection.prepareStatement(ONLY_ONE);
                PreparedStatement select = connection.prepareStatement(OLDEST)) {
            try (ResultSet locked = lock.executeQuery()) {
                if (!locked.next() || !locked.getBoolean(1)) {
                    return waiting;
                }
            }
            select.setInt(1, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                            Topics.MESSAGES,
                            row.getString(2).getBytes(StandardCharsets.UTF_8),
                            row.getString(3).getBytes(StandardCharsets.UTF_8));
                    TraceContext.put(row.getString(4), record.headers());
                    waiting.add(new Waiting(row.getLong(1), record));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("outcomes cannot be read", e);
        }
        return waiting;
    }

    /** Removes what Kafka has. */
    void remove(List<Waiting> published) {
        Object[] numbers = published.stream().map(Waiting::seq).toArray();
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from outbox where seq = any(?)")) {
            Array seq = connection.createArrayOf("bigint", numbers);
            delete.setArray(1, seq);
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("published outcomes were not removed", e);
        }
    }

    /**
     * An outcome to tell of.
     *
     * @param outcome what became of a message
     * @param trace the trace that asked for the message, or null
     */
    public record Told(MessageOutcome outcome, String trace) {}

    /** An outcome that waits. */
    record Waiting(long seq, ProducerRecord<byte[], byte[]> record) {}
}
