package io.itinera.channel.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.Wire;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions that people ask about messages. */
@ApplicationScoped
class MessageQueries {

    private static final String COLUMNS = """
            select id, profile_id, channel, template, purpose, journey, status, reason, receipt, attempts, created_at,
                   changed_at, sent_at, due_at, held, test
            from message""";

    private static final String ONE = COLUMNS + " where id = ?";

    private static final String PAGE = COLUMNS + " where profile_id = ? and (?::text is null or status = ?)"
            + " and (?::timestamptz is null or (created_at, id) < (?, ?)) order by created_at desc, id desc limit ?";

    private final Database database;

    MessageQueries(Database database) {
        this.database = database;
    }

    Optional<MessageView> find(String id) {
        return database.list(ONE, MessageQueries::view, id).stream().findFirst();
    }

    /** A profile's messages, the newest first; {@code status} and {@code after} may be null. */
    List<MessageView> page(String profileId, String status, Cursor after, int size) {
        Instant at = after == null ? null : after.createdAt();
        return database.list(
                PAGE, MessageQueries::view, profileId, status, status, at, at, after == null ? "" : after.id(), size);
    }

    private static MessageView view(ResultSet row) throws SQLException {
        MessageState state = MessageState.of(row.getString("status"));
        boolean open = state == MessageState.QUEUED || state == MessageState.SENDING;
        return new MessageView(
                row.getString("id"),
                row.getString("profile_id"),
                row.getString("channel"),
                row.getString("template"),
                row.getString("purpose"),
                read(row.getString("journey"), JourneyRef.class),
                state.wire(),
                row.getString("reason"),
                row.getString("receipt"),
                row.getInt("attempts"),
                Database.time(row, "created_at"),
                Database.time(row, "changed_at"),
                Database.time(row, "sent_at"),
                open ? Database.time(row, "due_at") : null,
                read(row.getString("held"), MessageOutcome.Held.class),
                row.getBoolean("test"));
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return json == null ? null : Wire.JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is stored of a message is not readable", e);
        }
    }

    /** Where the next page begins. */
    record Cursor(Instant createdAt, String id) {}
}
