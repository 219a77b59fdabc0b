package io.itinera.journey.explain;

import com.fasterxml.jackson.core.type.TypeReference;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.SendRequest;
import io.itinera.database.Column;
import io.itinera.database.Database;
import io.itinera.journey.database.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what explanations are made of. */
@ApplicationScoped
class ExplainStore {

    private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() {};
    private static final TypeReference<List<SendRequest.Fallback>> FALLBACK = new TypeReference<>() {};

    private static final String DECISIONS =
            "select at, profile_id, instance, sequence, kind, version, step, step_type, next, reason, detail from transition ";

    private static final String LEADS = """
            with recursive way (id, depth) as (
                select ?::text, 0
                union
                select l.leads_to, w.depth + 1 from way w join profile_link l on l.id = w.id
                where l.leads_to <> w.id and w.depth < 20
            )
            select id from way order by depth desc limit 1
            """;

    private static final String LED_HERE = """
            with recursive origin (id, depth) as (
                select ?::text, 0
                union
                select l.id, o.depth + 1 from origin o join profile_link l on l.leads_to = o.id
                where l.id <> o.id and o.depth < 20
            )
            select distinct id from origin order by id limit 1000
            """;

    private final Database database;

    ExplainStore(Database database) {
        this.database = database.replacingNul();
    }

    /** The profile that this one belongs to now: itself, where no link leads on. */
    String leadsTo(String profileId) {
        return database.list(LEADS, row -> row.getString(1), profileId).getFirst();
    }

    /** The profile and all that became part of it, or whose identifiers did. */
    List<String> ledHere(String profileId) {
        return database.list(LED_HERE, row -> row.getString(1), profileId);
    }

    /** The newest decisions about these profiles in a journey up to a time, the newest first. */
    List<Decision> decisions(Collection<String> profiles, String journey, Instant at, int limit) {
        return database.list(
                DECISIONS
                        + "where profile_id = any(?) and journey = ? and at <= ? order by at desc, sequence desc limit ?",
                ExplainStore::decision,
                Column.texts(profiles),
                journey,
                at,
                limit);
    }

    /** The decisions at which an instance asked for messages at a step, or came to that step, in order. */
    List<Decision> around(String instance, String step) {
        return database.list(
                DECISIONS + "where instance = ? and (step = ? or next = ?) order by sequence limit 10000",
                ExplainStore::decision,
                instance,
                step,
                step);
    }

    /** What was asked for, by the message's id. */
    Optional<Request> request(String message) {
        return database.first(REQUESTS + "where id = ?", ExplainStore::request, message);
    }

    /** What these instances asked for up to a time, oldest first. */
    List<Request> requests(Collection<String> instances, Instant at) {
        return database.list(
                REQUESTS + "where instance = any(?) and requested_at <= ? order by requested_at, id limit 10000",
                ExplainStore::request,
                Column.texts(instances),
                at);
    }

    /** What became of these messages up to a time, oldest first. */
    List<Told> outcomes(Collection<String> messages, Instant at) {
        return database.list(
                OUTCOMES + "where message = any(?) and at <= ? order by at, id limit 10000",
                ExplainStore::told,
                Column.texts(messages),
                at);
    }

    private static final String REQUESTS =
            "select id, profile_id, channel, template, purpose, journey, version, instance, step, fallback, requested_at from message_request ";

    private static final String OUTCOMES =
            "select message, profile_id, channel, template, purpose, journey, version, instance, step, status, reason, receipt, held, at from message_outcome ";

    /** A message as a step asked for it. */
    record Request(About about, List<SendRequest.Fallback> fallback, Instant at) {}

    /** What became of a message at a time; the policy that held it back, or null. */
    record Told(About about, String status, String reason, String receipt, MessageOutcome.Held held, Instant at) {}

    /** Which message it is; the step that asked for it is null where the API did. */
    record About(String id, String profileId, Way way, Origin origin) {}

    /** How a message goes out. */
    record Way(String channel, String template, String purpose) {}

    /** Which step of which instance asked for a message; all null where the API did. */
    record Origin(String journey, int version, String instance, String step) {}

    private static Request request(ResultSet row) throws SQLException {
        return new Request(
                about(row, "id"),
                StoredJson.read(row.getString("fallback"), FALLBACK),
                Database.time(row, "requested_at"));
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                about(row, "message"),
                row.getString("status"),
                row.getString("reason"),
                row.getString("receipt"),
                StoredJson.read(row.getString("held"), MessageOutcome.Held.class),
                Database.time(row, "at"));
    }

    private static About about(ResultSet row, String id) throws SQLException {
        return new About(
                row.getString(id),
                row.getString("profile_id"),
                new Way(row.getString("channel"), row.getString("template"), row.getString("purpose")),
                new Origin(
                        row.getString("journey"),
                        row.getInt("version"),
                        row.getString("instance"),
                        row.getString("step")));
    }

    private static Decision decision(ResultSet row) throws SQLException {
        String detail = row.getString("detail");
        return new Decision(
                Database.time(row, "at"),
                row.getString("profile_id"),
                row.getString("instance"),
                row.getLong("sequence"),
                row.getString("kind"),
                row.getInt("version"),
                row.getString("step"),
                row.getString("step_type"),
                row.getString("next"),
                row.getString("reason"),
                detail == null ? Map.of() : StoredJson.read(detail, DETAIL),
                null);
    }
}
