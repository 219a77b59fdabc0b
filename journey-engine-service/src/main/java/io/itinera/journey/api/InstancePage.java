package io.itinera.journey.api;

import io.itinera.journey.reporting.InstanceReport;
import io.itinera.journey.reporting.InstanceReports;
import io.itinera.problems.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * A page of instances.
 *
 * @param items in order
 * @param next cursor of the next page, or null when this is the last
 */
public record InstancePage(List<InstanceReport> items, String next) {

    /**
     * @param found one more than the limit when there are more
     * @param at the time by which the list is ordered
     */
    static InstancePage of(List<InstanceReport> found, int limit, Function<InstanceReport, Instant> at) {
        if (found.size() <= limit) {
            return new InstancePage(found, null);
        }
        InstanceReport last = found.get(limit - 1);
        return new InstancePage(found.subList(0, limit), Cursor.after(at.apply(last) + " " + last.id()));
    }

    /** Where the page begins; null for the first. */
    static InstanceReports.After after(String cursor) {
        String text = Cursor.read(cursor);
        if (text.isEmpty()) {
            return null;
        }
        int space = text.indexOf(' ');
        try {
            return new InstanceReports.After(
                    Instant.parse(text.substring(0, Math.max(0, space))), text.substring(space + 1));
        } catch (DateTimeException _) {
            throw ProblemException.invalid("?cursor", "is not a cursor that a page before answered with");
        }
    }
}
