package io.itinera.channel.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Questions that people ask about messages. */
@ApplicationScoped
class MessageQueries {

    private static final String COLUMNS = """
            select id, profile_id, channel, template, purpose, journey, status, reason, receipt, attempts, created_at,
                   changed_at, sent_at, due_at, held
            from message""";

    private static final String ONE = COLUMNS + " where id = ?";

    private static final String PAGE = COLUMNS + " where profile_id = ? and (?::text is null or status = ?)"
            + " and (?::timestamptz is null or (created_at, id) < (?, ?)) order by created_at desc, id desc limit ?";

    private final DataSource database;

    MessageQueries(DataSource database) {
        this.database = database;
    }

    Optional<MessageView> find(String id) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(ONE)) {
            select.setString(1, id);
            return views(select).stream().findFirst();
        } catch (SQLException e) {
            throw new IllegalStateException("messages cannot be read", e);
        }
    }

    /** A profile's messages, the newest first; {@code status} and {@code after} may be null. */
    List<MessageView> page(String profileId, String status, Cursor after, int size) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            OffsetDateTime at = after == null ? null : after.createdAt().atOffset(ZoneOffset.UTC);
            select.setString(1, profileId);
            select.setString(2, status);
            select.setString(3, status);
            select.setObject(4, at);
            select.setObject(5, at);
            select.setString(6, after == null ? "" : after.id());
            select.setInt(7, size);
            return views(select);
        } catch (SQLException e) {
            throw new IllegalStateException("messages cannot be read", e);
        }
    }

    private static List<MessageView> views(PreparedStatement select) throws SQLException {
        List<MessageView> views = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                MessageState state = MessageState.of(row.getString("status"));
                boolean open = state == MessageState.QUEUED || state == MessageState.SENDING;
                views.add(new MessageView(
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
                        instant(row, "created_at"),
                        instant(row, "changed_at"),
                        instant(row, "sent_at"),
                        open ? instant(row, "due_at") : null,
                        read(row.getString("held"), MessageOutcome.Held.class)));
            }
        }
        return views;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
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
