package io.itinera.journey.explain;

import io.itinera.contracts.Identifier;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.SendRequest;
import io.itinera.database.Column;
import io.itinera.database.Database;
import io.itinera.journey.database.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

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

    private final Database database;

    StoryStore(Database database) {
        this.database = database.replacingNul();
    }

    void addRequests(List<SendRequest> batch) {
        database.update(
                REQUESTS,
                Column.texts(batch, SendRequest::id),
                Column.texts(batch, SendRequest::profileId),
                Column.texts(batch, SendRequest::channel),
                Column.texts(batch, SendRequest::template),
                Column.texts(batch, SendRequest::purpose),
                journey("text", batch, SendRequest::journey, JourneyRef::journey),
                journey("int4", batch, SendRequest::journey, JourneyRef::version),
                journey("text", batch, SendRequest::journey, JourneyRef::instance),
                journey("text", batch, SendRequest::journey, JourneyRef::step),
                Column.texts(batch, request -> StoredJson.write(request.fallback())),
                Column.of("timestamptz", batch, SendRequest::requestedAt));
    }

    void addOutcomes(List<MessageOutcome> batch) {
        database.update(
                OUTCOMES,
                Column.texts(batch, o -> o.effectId() + ":" + o.channel()),
                Column.texts(batch, MessageOutcome::messageId),
                Column.texts(batch, MessageOutcome::profileId),
                Column.texts(batch, MessageOutcome::channel),
                Column.texts(batch, MessageOutcome::template),
                Column.texts(batch, MessageOutcome::purpose),
                journey("text", batch, MessageOutcome::journey, JourneyRef::journey),
                journey("int4", batch, MessageOutcome::journey, JourneyRef::version),
                journey("text", batch, MessageOutcome::journey, JourneyRef::instance),
                journey("text", batch, MessageOutcome::journey, JourneyRef::step),
                Column.texts(batch, o -> o.status().wire()),
                Column.texts(batch, MessageOutcome::reason),
                Column.texts(batch, MessageOutcome::receipt),
                Column.texts(batch, o -> StoredJson.write(o.held())),
                Column.of("timestamptz", batch, MessageOutcome::at));
    }

    void addLinks(List<IdentityLink> batch) {
        database.update(
                LINKS,
                Column.texts(batch, link -> Identifier.parse(link.subject()).derivedProfileId()),
                Column.texts(batch, IdentityLink::profileId),
                Column.of("int8", batch, IdentityLink::epoch));
    }

    /** A part of the step that asked; null where the API did. */
    private static <T> Column journey(
            String type, List<T> batch, Function<T, JourneyRef> ref, Function<JourneyRef, ?> part) {
        return Column.of(type, batch, ref.andThen(r -> r == null ? null : part.apply(r)));
    }

    /**
     * Deletes what is known of messages from before then.
     *
     * @param limit most rows of each kind
     * @return how many rows it deleted
     */
    int deleteBefore(Instant before, int limit) {
        return database.update(
                        "delete from message_request where id in (select id from message_request where requested_at < ? order by requested_at limit ?)",
                        before,
                        limit)
                + database.update(
                        "delete from message_outcome where id in (select id from message_outcome where at < ? order by at limit ?)",
                        before,
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
        return database.update(SHORTEN, keep, keep, limit);
    }
}
