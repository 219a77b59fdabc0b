package io.itinera.journey.reporting;

import io.itinera.journey.reporting.Tally.Sum;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One counter of goals.
 *
 * @param version of the journey
 * @param goal key
 * @param split step that drew the arm, or empty for all instances together
 * @param arm drawn, or empty
 * @param currency three letters, or empty
 * @param sum conversions and values
 */
record GoalRow(int version, String goal, String split, String arm, String currency, Sum sum) {

    /** Takes the arguments of {@link ReportQuery#rows()}. */
    static final String SELECT = """
            select version, goal, split, arm, currency, sum(n)::bigint as n, sum(valued)::bigint as valued, sum(value) as value,
                sum(squares) as squares
            from goal_count""" + ReportQuery.ROWS + " group by 1, 2, 3, 4, 5";

    static GoalRow of(ResultSet row) throws SQLException {
        return new GoalRow(
                row.getInt("version"),
                row.getString("goal"),
                row.getString("split"),
                row.getString("arm"),
                row.getString("currency"),
                new Sum(
                        row.getLong("n"),
                        row.getLong("valued"),
                        row.getBigDecimal("value"),
                        row.getBigDecimal("squares")));
    }
}
