package io.itinera.journey.reporting;

import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;

/**
 * Adds up the counters of days that are long past by month, so that the reports of a journey that lives for years do not grow with its
 * days. A month's counters stand on its first day; sums over whole months stay what they were.
 */
@ApplicationScoped
class MonthStore {

    /** What is added up in a table of counters. */
    private record Counters(String table, String columns, String sums, String key, String adds) {

        private String sql() {
            return """
                    with past as (
                        delete from %1$s where ctid = any(array(
                            select ctid from %1$s where day < ? and extract(day from day) > 1 limit ?))
                        returning *
                    ), added as (
                        insert into %1$s as c (%2$s, day, %3$s)
                        select %2$s, date_trunc('month', day)::date, %4$s from past group by %2$s, date_trunc('month', day)
                        order by %2$s, date_trunc('month', day)
                        on conflict (%5$s) do update set %6$s
                    )
                    select count(*) from past""".formatted(table, columns, names(), sums, key, adds);
        }

        private String names() {
            return sums.replaceAll("(sum|max|bool_or)\\(", "").replace(")", "");
        }
    }

    private static final List<Counters> ALL = List.of(
            new Counters(
                    "transition_count",
                    "journey, version, step, kind, next, reason, revisit, test",
                    "max(step_type), sum(n)",
                    "journey, version, day, step, kind, next, reason, revisit, test",
                    "n = c.n + excluded.n"),
            new Counters(
                    "duration_count",
                    "journey, version, what, subject, test, bucket",
                    "sum(n)",
                    "journey, version, day, what, subject, test, bucket",
                    "n = c.n + excluded.n"),
            new Counters(
                    "arm_count",
                    "journey, version, split, arm, test",
                    "bool_or(holdout), sum(n)",
                    "journey, version, day, split, arm, test",
                    "n = c.n + excluded.n"),
            new Counters(
                    "goal_count",
                    "journey, version, goal, split, arm, currency, test",
                    "sum(n), sum(valued), sum(value), sum(squares)",
                    "journey, version, day, goal, split, arm, currency, test",
                    "n = c.n + excluded.n, valued = c.valued + excluded.valued, value = c.value + excluded.value,"
                            + " squares = c.squares + excluded.squares"),
            new Counters(
                    "message_count",
                    "journey, version, step, channel, status, reason, test",
                    "sum(n)",
                    "journey, version, day, step, channel, status, reason, test",
                    "n = c.n + excluded.n"));

    private final Database database;

    MonthStore(Database database) {
        this.database = database;
    }

    /**
     * Adds up days before {@code before} by month.
     *
     * @param limit most rows of each kind
     * @return how many rows of days it took at most of one kind
     */
    @Transactional
    int addUp(LocalDate before, int limit) {
        return ALL.stream()
                .mapToInt(counters -> database.list(counters.sql(), row -> row.getInt(1), before, limit)
                        .getFirst())
                .max()
                .orElse(0);
    }
}
