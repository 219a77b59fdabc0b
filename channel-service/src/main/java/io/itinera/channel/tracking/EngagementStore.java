package io.itinera.channel.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.channel.outcome.Outbox;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.Wire;
import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What customers did with messages. Each effect counts once, and becomes an outcome in the same transaction. */
@ApplicationScoped
class EngagementStore {

    private static final String MESSAGES =
            "select id, profile_id, channel, template, purpose, journey, receipt, trace, test from message where id = any(?)";

    private static final String ONCE = """
            insert into engagement (message_id, effect, at)
            select message_id, effect, at::timestamptz from unnest(?::text[], ?::text[], ?::text[]) as e(message_id, effect, at)
            on conflict do nothing returning effect""";

    private final Database database;
    private final Outbox outbox;

    EngagementStore(Database database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** Notes what is new; how many that were. What concerns no message of ours is passed over. */
    @Transactional
    int note(List<Signal> signals) {
        List<Outbox.Told> outcomes = outcomes(signals);
        Set<String> fresh = once(outcomes.stream().map(Outbox.Told::outcome).toList());
        List<Outbox.Told> news = outcomes.stream()
                .filter(told -> fresh.remove(told.outcome().effectId()))
                .toList();
        outbox.add(news);
        return news.size();
    }

    private List<Outbox.Told> outcomes(List<Signal> signals) {
        Map<String, Outbox.Told> about = new HashMap<>();
        database.list(
                MESSAGES,
                row -> about.put(row.getString("id"), new Outbox.Told(about(row), row.getString("trace"))),
                Column.texts(signals.stream().map(Signal::messageId).distinct().toList()));
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
                null,
                about.test());
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
                null,
                row.getBoolean("test"));
    }

    private static JourneyRef journey(String json) {
        try {
            return json == null ? null : Wire.JSON.readValue(json, JourneyRef.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored journey reference is not readable", e);
        }
    }

    private Set<String> once(List<MessageOutcome> outcomes) {
        return new HashSet<>(database.list(
                ONCE,
                row -> row.getString(1),
                Column.texts(outcomes, MessageOutcome::messageId),
                Column.texts(outcomes, MessageOutcome::effectId),
                Column.texts(outcomes, outcome -> outcome.at().toString())));
    }
}
