package io.itinera.journey.reporting;

import java.time.Duration;
import java.time.LocalDate;

/**
 * What a report is about.
 *
 * @param journey journey key
 * @param version one version, or null for all
 * @param from first day (UTC), or null for the first that there is
 * @param to last day (UTC), or null for the last that there is
 * @param tests whether testers count
 * @param byDay whether each day is told as well
 * @param within the duration whose share of waits and lives is asked for, or null
 */
public record ReportQuery(
        String journey, Integer version, LocalDate from, LocalDate to, Tests tests, boolean byDay, Duration within) {

    /** Everything that people did in a journey. */
    public static ReportQuery of(String journey) {
        return new ReportQuery(journey, null, null, null, Tests.EXCLUDE, false, null);
    }

    /** Rows of counters that the report is about, and the arguments of the clause. */
    static final String ROWS = """
             where journey = ? and (?::int is null or version = ?) and (?::date is null or day >= ?)
                and (?::date is null or day <= ?) and test = any(?)
            """;

    Object[] rows() {
        return new Object[] {journey, version, version, from, from, to, to, tests.column()};
    }

    /** Instances that the report is about, and the arguments of the clause. */
    static final String INSTANCES = " where journey = ? and (?::int is null or version = ?) and test = any(?) ";

    Object[] instances() {
        return new Object[] {journey, version, version, tests.column()};
    }
}
