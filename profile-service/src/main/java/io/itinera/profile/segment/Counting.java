package io.itinera.profile.segment;

import io.itinera.conditions.Check;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.Span;
import io.itinera.profile.life.History;
import io.itinera.profile.life.Part;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Counts what a profile did. An occurrence at {@code t} is within a window until {@code t} plus the window, that moment not included. */
final class Counting {

    private Counting() {}

    /** True when the number that is kept for every profile anyway answers the condition. */
    static boolean plain(EventCount count) {
        return count.within() == null && count.where() == null;
    }

    /** The largest number that a count is compared with. */
    static int largest(EventCount count) {
        double largest = 1;
        for (Check check : count.count()) {
            List<?> operands = check.operand() instanceof List<?> list ? list : List.of(check.operand());
            for (Object operand : operands) {
                largest = operand instanceof Number n ? Math.max(largest, n.doubleValue()) : largest;
            }
        }
        return (int) Math.min(Integer.MAX_VALUE / 2, Math.ceil(largest));
    }

    /** How often, over all parts; exact up to the largest number that it is compared with, and larger than that beyond. */
    static long count(EventCount asked, String tracker, Collection<Part> parts, Instant now, ZoneId zone) {
        long count = 0;
        for (Part part : parts) {
            if (tracker == null) {
                count += part.counts().getOrDefault(asked.event(), 0L);
            } else {
                count += within(asked.within(), part.histories().get(tracker), now, zone);
            }
        }
        return count;
    }

    private static long within(Span window, History history, Instant now, ZoneId zone) {
        if (history == null) {
            return 0;
        }
        int first = 0;
        while (window != null
                && first < history.size()
                && !until(history.at(first), window, zone).isAfter(now)) {
            first++;
        }
        return history.size() - first;
    }

    /** When the next occurrence leaves the window with which the verdict changes; null when none does. */
    static Instant nextChange(EventCount asked, String tracker, Collection<Part> parts, Instant now, ZoneId zone) {
        List<Instant> ends = new ArrayList<>();
        for (Part part : parts) {
            History history = part.histories().get(tracker);
            for (int i = 0; history != null && i < history.size(); i++) {
                Instant end = until(history.at(i), asked.within(), zone);
                if (end.isAfter(now)) {
                    ends.add(end);
                }
            }
        }
        Instant[] sorted = ends.toArray(Instant[]::new);
        Arrays.sort(sorted);
        boolean verdict = asked.holds(sorted.length);
        for (int gone = 1; gone <= sorted.length; gone++) {
            if (asked.holds(sorted.length - gone) != verdict) {
                return sorted[gone - 1];
            }
        }
        return null;
    }

    private static Instant until(long at, Span window, ZoneId zone) {
        return window.after(Instant.ofEpochMilli(at), zone);
    }
}
