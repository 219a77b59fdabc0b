package io.itinera.channel.outcome;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.Topics;
import io.itinera.contracts.TraceContext;
import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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

    private final Database database;
    private final JsonSerde<MessageOutcome> json = JsonSerde.of(MessageOutcome.class);

    Outbox(Database database) {
        this.database = database;
    }

    /** Adds outcomes in the transaction that is open, or in one of its own. */
    @Transactional
    public void add(List<Told> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        database.update(
                ADD,
                Column.texts(outcomes, told -> told.outcome().profileId()),
                Column.texts(outcomes, told -> new String(json.write(told.outcome()), StandardCharsets.UTF_8)),
                Column.texts(outcomes, Told::trace));
    }

    /** The oldest outcomes as records, for the one relay that holds the lock in this transaction; empty for all others. */
    List<Waiting> oldest(int limit) {
        boolean alone = database.list(ONLY_ONE, row -> row.getBoolean(1)).getFirst();
        return alone ? database.list(OLDEST, Outbox::waiting, limit) : List.of();
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.MESSAGES,
                row.getString(2).getBytes(StandardCharsets.UTF_8),
                row.getString(3).getBytes(StandardCharsets.UTF_8));
        TraceContext.put(row.getString(4), record.headers());
        return new Waiting(row.getLong(1), record);
    }

    /** Removes what Kafka has. */
    void remove(List<Waiting> published) {
        database.update("delete from outbox where seq = any(?)", Column.of("bigint", published, Waiting::seq));
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
