package io.itinera.journey.reporting;

import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What models are made of: how arms did, and what people answered to. Testers do not count. */
@ApplicationScoped
public class LearnedCounts {

    private static final String ARMS = """
            select a.arm, sum(a.n)::bigint as trials, coalesce((
                select sum(g.n) from goal_count g where g.journey = ? and g.version = ? and g.split = ? and g.goal = ? and not g.test
                    and g.arm = a.arm and (?::date is null or g.day >= ?)), 0)::bigint as wins
            from arm_count a where a.journey = ? and a.version = ? and a.split = ? and not a.test
                and (?::date is null or a.day >= ?) group by 1 order by 1
            """;

    private static final String ANSWERS = """
            select channel, status, hour, sum(n)::bigint as n from answer_count where not test and day >= ?
            group by 1, 2, 3 having sum(n) > 0 order by 1
            """;

    private static final int HOURS = 24;

    private final Database database;

    LearnedCounts(Database database) {
        this.database = database.replacingNul();
    }

    /**
     * The arms of one step of one version.
     *
     * @param journey journey key
     * @param version of the journey
     * @param step key
     * @param goal that the arms are for
     * @param from first day of entry that counts (UTC), or null for all
     */
    public record Question(String journey, int version, String step, String goal, LocalDate from) {}

    /**
     * How an arm did.
     *
     * @param arm key
     * @param trials instances that took it
     * @param wins those of them that reached the goal
     */
    public record Arm(String arm, long trials, long wins) {}

    /**
     * What people answered to on a channel.
     *
     * @param channel name
     * @param sent by local hour, 24 numbers
     * @param opened likewise
     * @param clicked likewise
     */
    public record Channel(String channel, List<Long> sent, List<Long> opened, List<Long> clicked) {
        private static Channel empty(String channel) {
            return new Channel(channel, zeros(), zeros(), zeros());
        }

        private static List<Long> zeros() {
            return new ArrayList<>(Collections.nCopies(HOURS, 0L));
        }

        private List<Long> of(String status) {
            return switch (status) {
                case "sent" -> sent;
                case "opened" -> opened;
                case "clicked" -> clicked;
                default -> zeros();
            };
        }
    }

    /** The arms of a step, by key. */
    @Transactional
    public List<Arm> arms(Question q) {
        return database.list(
                ARMS,
                row -> new Arm(row.getString("arm"), row.getLong("trials"), row.getLong("wins")),
                q.journey(),
                q.version(),
                q.step(),
                q.goal(),
                q.from(),
                q.from(),
                q.journey(),
                q.version(),
                q.step(),
                q.from(),
                q.from());
    }

    /** What people answered to since that day, by channel. */
    @Transactional
    public List<Channel> answers(LocalDate from) {
        Map<String, Channel> channels = new TreeMap<>();
        database.list(
                ANSWERS,
                row -> channels.computeIfAbsent(row.getString("channel"), Channel::empty)
                        .of(row.getString("status"))
                        .set(Math.floorMod(row.getInt("hour"), HOURS), row.getLong("n")),
                from);
        return List.copyOf(channels.values());
    }
}
