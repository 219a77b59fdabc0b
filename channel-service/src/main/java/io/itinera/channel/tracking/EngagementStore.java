package io.itinera.channel.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.channel.outcome.Outbox;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** What customers did with messages. Each effect counts once, and becomes an outcome in the same transaction. */
@ApplicationScoped
class EngagementStore {

    private static final String MESSAGES =
            "select id, profile_id, channel, template, purpose, journey, receipt, trace from message where id = any(?)";

    private static final String ONCE = """
            insert into engagement (message_id, effect, at)
            select message_id, effect, at::timestamptz from unnest(?::text[], ?::text[], ?::text[]) as e(message_id, effect, at)
            on conflict do nothing returning effect""";

    private final DataSource database;
    private final Outbox outbox;

    EngagementStore(DataSource database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** Notes what is new; how many that were. What concerns no message of ours is passed over. */
    @Transactional
    int note(List<Signal> signals) {
        try (Connection connection = database.getConnection()) {
            List<Outbox.Told> outcomes = outcomes(connection, signals);
            Set<String> fresh =
                    once(connection, outcomes.stream().map(Outbox.Told::outcome).toList());
            List<Outbox.Told> news = new ArrayList<>();
            outcomes.stream()
                    .filter(told -> fresh.remove(told.outcome().effectId()))
                    .forEach(news::add);
            outbox.add(news);
            return news.size();
        } catch (SQLException e) {
            throw new IllegalStateException("engagement was not stored", e);
        }
    }

    private static List<Outbox.Told> outcomes(Connection connection, List<Signal> signals) throws SQLException {
        Map<String, Outbox.Told> about = new HashMap<>();
        String[] ids = signals.stream().map(Signal::messageId).distinct().toArray(String[]::new);
        try (PreparedStatement select = connection.prepareStatement(MESSAGES)) {
            select.setArray(1, connection.createArrayOf("text", ids));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    about.put(row.getString("id"), new Outbox.Told(about(row), row.getString("trace")));
                }
            }
        }
        List<Outbox.Told> outcomes = new ArrayList<>();
        for (Signal signal : signals) {
            Outbox.Told message = about.get(signal.messageId());
            if (message != null) {
                outcomes.add(new Outbox.Told(outcome(message.outcome(), signal), message.trace()));
            }
        }
        return outcomes;
    }

    private static MessageOutcome outcome(MessageOutcome about, Signal signal) {
        return new MessageOutcome(
                about.messageId(),
                about.profileId(),
                about.channel(),
                about.template(),
                about.purpose(),
                about.journey(),
                signal.status(),
                signal.at(),
                signal.reason(),
                signal.link(),
                about.receipt(),
                null);
    }

    private static MessageOutcome about(ResultSet row) throws SQLException {
        return new MessageOutcome(
                row.getString("id"),
                row.getString("profile_id"),
                row.getString("channel"),
                row.getString("template"),
                row.getString("purpose"),
                journey(row.getString("journey")),
                null,
                null,
                null,
                null,
                row.getString("receipt"),
                null);
    }

    private static JourneyRef journey(String json) {
        try {
            return json == null ? null : Wire.JSON.readValue(json, JourneyRef.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored journey reference is not readable", e);
        }
    }

    private static Set<String> once(Connection connection, List<MessageOutcome> outcomes) throws SQLException {
        Set<String> fresh = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement(ONCE)) {
            Array ids = connection.createArrayOf(
                    "text", outcomes.stream().map(MessageOutcome::messageId).toArray());
            Array effects = connection.createArrayOf(
                    "text", outcomes.stream().map(MessageOutcome::effectId).toArray());
            Array times = connection.createArrayOf(
                    "text", outcomes.stream().map(o -> o.at().toString()).toArray());
            insert.setArray(1, ids);
            insert.setArray(2, effects);
            insert.setArray(3, times);
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    fresh.add(row.getString(1));
                }
            }
        }
        return fresh;
    }
}
