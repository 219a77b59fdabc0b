package io.itinera.journey.reporting;

import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * What the messages were answered with that a step chose a channel or an hour for: each choice by the message that followed from it, as
 * far back as transitions and outcomes of messages are kept. Testers do not count.
 */
@ApplicationScoped
public class AnswerQueries {

    private static final String LATEST =
            "select id from instance where journey = ? and not test order by entered_at desc limit ?";

    private static final String LOOKED = "with looked as materialized (" + LATEST + "), asked as materialized (";

    /** A send with a best time chooses the hour of its own message. */
    private static final String OF_SENDS = """
            select t.channel, t.message, t.held from looked l cross join lateral (
                select c.detail::jsonb ->> 'channel' as channel, c.detail::jsonb ->> 'message' as message,
                    coalesce(c.detail::jsonb -> 'holdout' = 'true', false) as held
                from transition c
                where c.instance = l.id and c.version = ? and c.step = ? and c.kind = 'moved' and c.reason = 'requested') t)
            """;

    /** Another step chooses a channel, for the first message on it that the instance asks for before it chooses again. */
    private static final String OF_CHOICES = """
            select t.channel, m.message, t.held from looked l cross join lateral (
                select c.sequence, lead(c.sequence) over (order by c.sequence) as later, c.detail::jsonb ->> 'channel' as channel,
                    coalesce(c.detail::jsonb -> 'holdout' = 'true', false) as held
                from transition c
                where c.instance = l.id and c.version = ? and c.step = ? and c.kind = 'moved' and c.reason like 'channel:%') t
            cross join lateral (
                select r.detail::jsonb ->> 'message' as message from transition r
                where r.instance = l.id and r.sequence > t.sequence and (t.later is null or r.sequence < t.later)
                    and r.kind = 'moved' and r.reason = 'requested' and r.detail::jsonb ->> 'channel' = t.channel
                order by r.sequence limit 1) m)
            """;

    /** One look-up by key per message and status, so that the plan does not depend on what PostgreSQL knows of the tables. */
    private static final String SUMS = """
            select a.channel, s.hour, a.held, count(*)::bigint as sent, (count(*) filter (where o.answered))::bigint as answered
            from asked a
            cross join lateral (
                select e.hour from message_effect e where e.id = a.message || ':' || a.channel || ':sent' limit 1) s
            cross join lateral (select exists (select from message_effect e where e.id in (
                a.message || ':' || a.channel || ':opened', a.message || ':' || a.channel || ':clicked')) as answered) o
            group by 1, 2, 3 order by 1, 2, 3
            """;

    private final Database database;
    private final ReportingConfig config;

    AnswerQueries(Database database, ReportingConfig config) {
        this.database = database.replacingNul();
        this.config = config;
    }

    /**
     * A step of one version.
     *
     * @param journey journey key
     * @param version of the journey
     * @param step key
     * @param sends true when the step itself sends the message that it chooses the hour of
     */
    public record Question(String journey, int version, String step, boolean sends) {}

    /**
     * Messages of one channel that went out within one hour of the day.
     *
     * @param channel name
     * @param hour on the clock of the zone in which the instance began, 0 to 23
     * @param holdout true when nothing was chosen for them
     * @param sent how many
     * @param answered those that were opened or clicked
     */
    public record Count(String channel, int hour, boolean holdout, long sent, long answered) {}

    /**
     * What choices brought.
     *
     * @param counts in the order of channel and hour
     * @param sampled true when there were more instances, of which the latest entered were looked at
     */
    public record Answers(List<Count> counts, boolean sampled) {}

    /** What the messages of a step's choices were answered with. */
    @Transactional
    public Answers of(Question question) {
        List<Count> counts = database.list(
                LOOKED + (question.sends() ? OF_SENDS : OF_CHOICES) + SUMS,
                row -> new Count(
                        row.getString("channel"),
                        row.getInt("hour"),
                        row.getBoolean("held"),
                        row.getLong("sent"),
                        row.getLong("answered")),
                question.journey(),
                config.funnelInstances(),
                question.version(),
                question.step());
        long looked = database.list(
                        "select count(*) from (" + LATEST + ") l",
                        row -> row.getLong(1),
                        question.journey(),
                        config.funnelInstances())
                .getFirst();
        return new Answers(counts, looked >= config.funnelInstances());
    }
}
