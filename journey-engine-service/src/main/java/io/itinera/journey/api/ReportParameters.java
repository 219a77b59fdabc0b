package io.itinera.journey.api;

import io.itinera.journey.reporting.ReportQuery;
import io.itinera.journey.reporting.Tests;
import io.itinera.problems.ProblemException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which part of a journey's figures is asked for. */
public class ReportParameters {

    @QueryParam("version")
    @Parameter(description = "one version; all without it")
    Integer version;

    @QueryParam("from")
    @Parameter(description = "first day (UTC), such as 2026-11-01")
    String from;

    @QueryParam("to")
    @Parameter(description = "last day (UTC)")
    String to;

    @QueryParam("tests")
    @DefaultValue("exclude")
    @Parameter(description = "whether profiles of test segments count: exclude, include or only")
    String tests;

    @QueryParam("interval")
    @Parameter(description = "day: each day is told as well")
    String interval;

    @QueryParam("within")
    @Parameter(description = "a duration such as PT10M: the share of waits and lives that are not longer is told")
    String within;

    ReportQuery query(String journey) {
        LocalDate first = read("from", ReportParameters::day, from);
        LocalDate last = read("to", ReportParameters::day, to);
        if (first != null && last != null && last.isBefore(first)) {
            throw refused("to", "is before from, expected a day that is not");
        }
        if (interval != null && !interval.equals("day")) {
            throw refused("interval", "is '" + interval + "', expected day");
        }
        return new ReportQuery(
                journey,
                version,
                first,
                last,
                read("tests", ReportParameters::tests, tests),
                interval != null,
                read("within", ReportParameters::duration, within));
    }

    /** Reads a parameter, or refuses it by name. */
    static <T> T read(String name, Function<String, T> reader, String text) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw refused(name, e.getMessage());
        }
    }

    static ProblemException refused(String name, String why) {
        return ProblemException.invalid("?" + name, why);
    }

    private static LocalDate day(String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is '" + text + "', expected a day such as 2026-11-01", e);
        }
    }

    private static Duration duration(String text) {
        try {
            return text == null ? null : Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is '" + text + "', expected a duration such as PT10M", e);
        }
    }

    private static Tests tests(String text) {
        try {
            return Tests.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is '" + text + "', expected exclude, include or only", e);
        }
    }
}
