package io.itinera.journey.reporting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/**
 * One counter of transitions.
 *
 * @param version of the journey
 * @param day null unless days are asked for
 * @param step where it happened, or empty
 * @param kind of transition, or {@code arrived} where it came from another version
 * @param next the step that followed, or empty
 * @param reason why, or empty
 * @param revisit whether the instance had been at the step that followed before
 * @param stepType type of the step where it happened, or empty
 * @param n how often
 */
record CountRow(
        int version,
        LocalDate day,
        String step,
        String kind,
        String next,
        String reason,
        boolean revisit,
        String stepType,
        long n) {

    /** Takes whether days are asked for, then the arguments of {@link ReportQuery#rows()}. */
    static final String SELECT = """
            select version, case when ?::bool then day end as by_day, step, kind, next, reason, revisit,
                max(step_type) as step_type, sum(n)::bigint as n
            from transition_count""" + ReportQuery.ROWS + " group by 1, 2, 3, 4, 5, 6, 7";

    static CountRow of(ResultSet row) throws SQLException {
        return new CountRow(
                row.getInt("version"),
                row.getObject("by_day", LocalDate.class),
                row.getString("step"),
                row.getString("kind"),
                row.getString("next"),
                row.getString("reason"),
                row.getBoolean("revisit"),
                row.getString("step_type"),
                row.getLong("n"));
    }
}
