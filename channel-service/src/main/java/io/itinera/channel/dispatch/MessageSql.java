package io.itinera.channel.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.Wire;

/** Statements on the table of messages. */
final class MessageSql {

    static final String INSERT = """
            insert into message (id, profile_id, channel, template, purpose, journey, request, trace, test, status,
                                 due_at, created_at, changed_at)
            select id, profile_id, channel, template, purpose, journey::json, request::json, trace, test, 'queued',
                now.at, now.at, now.at
            from (select ?::timestamptz as at) now,
                 unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bool[])
                     as m(id, profile_id, channel, template, purpose, journey, request, trace, test)
            on conflict (id) do nothing""";

    static final String CLAIM = """
            update message m set claim = m.claim + 1, due_at = ?
            from (select id from message where channel = ? and status = 'queued' and not cancelled and due_at <= ?
                  order by due_at limit ? for update skip locked) d
            where m.id = d.id
            returning m.request, m.claim, m.attempts, m.created_at, m.reason, m.receipt, m.trace""";

    static final String UNSERVED = """
            update message m set claim = m.claim + 1, due_at = ?
            from (select id from message where status = 'queued' and not cancelled and channel <> all(?) and due_at <= ?
                  order by due_at limit ? for update skip locked) d
            where m.id = d.id
            returning m.request, m.claim, m.attempts, m.created_at, m.reason, m.receipt, m.trace""";

    /** What is with its provider is marked as well: it may come back to the queue, or be followed by another channel. */
    static final String CANCEL = """
            update message set cancelled = true
            where journey ->> 'instance' = any(?) and status in ('queued', 'sending') and not cancelled
                and coalesce(request ->> 'keep', 'false') <> 'true'""";

    static final String CANCELLED = """
            update message m set claim = m.claim + 1, due_at = ?
            from (select id from message where status = 'queued' and cancelled limit ? for update skip locked) d
            where m.id = d.id
            returning m.request, m.claim, m.attempts, m.created_at, m.reason, m.receipt, m.trace""";

    static final String OVERDUE = """
            update message m set claim = m.claim + 1, due_at = ?
            from (select id from message where status = 'sending' and due_at <= ?
                  order by due_at limit ? for update skip locked) d
            where m.id = d.id
            returning m.request, m.claim, m.attempts, m.created_at, m.reason, m.receipt, m.trace""";

    /** What was asked for holds personal data, and goes when nothing more is to be done with it. */
    static final String UPDATE = """
            update message m set
                status = c.to_state,
                reason = c.reason,
                receipt = coalesce(c.receipt, m.receipt),
                due_at = c.due_at::timestamptz,
                changed_at = c.at::timestamptz,
                attempts = m.attempts + c.called,
                sent_at = case when c.to_state = 'sent' then c.at::timestamptz else m.sent_at end,
                counted_at = case when m.test then null
                    when c.to_state in ('sending', 'sent') then c.at::timestamptz
                    when c.to_state = 'failed' and c.reason = 'answer-unknown' then m.counted_at end,
                held = c.held::json,
                request = case when c.to_state in ('queued', 'sending') then m.request end
            from unnest(?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[])
                as c(id, claim, from_state, to_state, reason, receipt, due_at, at, called, held)
            where m.id = c.id and m.claim = c.claim and m.status = c.from_state
            returning m.id, m.cancelled""";

    /** What waits for a cap is looked at again when a message of the same customer did not go out after all. */
    static final String WAKE = """
            update message set due_at = ?
            where profile_id = any(?) and status = 'queued' and held is not null and reason like 'cap:%' and due_at > ?""";

    private MessageSql() {}

    static String held(MessageOutcome.Held held) {
        return held == null ? null : json(held);
    }

    static String journey(JourneyRef journey) {
        return journey == null ? null : json(journey);
    }

    private static String json(Object value) {
        try {
            return Wire.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the wire has a JSON form", e);
        }
    }
}
