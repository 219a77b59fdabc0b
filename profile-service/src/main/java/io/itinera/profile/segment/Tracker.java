package io.itinera.profile.segment;

import io.itinera.conditions.Check;
import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.Occurrence;
import io.itinera.conditions.Operator;
import io.itinera.conditions.Span;
import io.itinera.profile.life.History;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Occurrences that conditions count: one event, with the same demand on its properties. Conditions that differ in number and window
 * only share it.
 *
 * @param key under which its histories are kept
 * @param event name of the event, page or screen
 * @param where what its properties must be, or null
 * @param most how many occurrences decide every condition, at least 2
 * @param keep the longest window, null where one has none
 * @param zone where {@code where} compares with times, the zone of profiles that have none of their own; else null
 */
public record Tracker(String key, String event, Condition where, int most, Span keep, ZoneId zone) {

    private static final List<Check> ANY = List.of(Check.of(Operator.GTE, 1L));

    /** What a day, a month and a year of a window are at most, and then some, so that nothing is dropped that may count. */
    private static final long LONGEST_DAY = 25;

    /**
     * The tracker that one condition needs.
     *
     * @param zone the zone of profiles that have none of their own, or null for UTC
     */
    static Tracker of(EventCount count, ZoneId zone) {
        EventCount bare = new EventCount(count.event(), ANY, null, count.where());
        ZoneId matters = Conditions.asksTimes(count.where()) ? zone : null;
        return new Tracker(
                Conditions.hash(bare) + (matters == null ? "" : "@" + matters.getId()),
                count.event(),
                count.where(),
                Counting.largest(count) + 1,
                count.within(),
                matters);
    }

    /** The tracker that both conditions need. */
    Tracker and(Tracker other) {
        Span longest = keep == null || other.keep == null ? null : longer(keep, other.keep);
        return new Tracker(key, event, where, Math.max(most, other.most), longest, zone);
    }

    /**
     * Whether an event of that name counts.
     *
     * @param traits of the profile
     */
    public boolean counts(Map<String, Object> properties, Instant at, Map<String, Object> traits) {
        return where == null || where.test(new Occurrence(properties, at, zone(traits, zone)));
    }

    /** The history after one more occurrence, without what no window reaches any more. */
    public History after(History before, Instant at, String messageId, Instant now) {
        return pruned((before == null ? History.EMPTY : before).with(at.toEpochMilli(), messageId, most), now);
    }

    /** Two histories in one, without what no window reaches any more. */
    public History merged(History before, History more, Instant now) {
        return pruned((before == null ? History.EMPTY : before).merge(more, most), now);
    }

    private History pruned(History history, Instant now) {
        return keep == null ? history : history.since(now.toEpochMilli() - hours(keep) * 3_600_000L);
    }

    private static Span longer(Span a, Span b) {
        return hours(a) >= hours(b) ? a : b;
    }

    private static long hours(Span span) {
        long days = span.calendar().toTotalMonths() * 31 + span.calendar().getDays();
        return days * LONGEST_DAY + span.exact().toHours() + 50;
    }

    /**
     * The zone of a profile: its trait {@code timezone}, else that of who asks, else UTC.
     *
     * @param otherwise the zone of who asks, or null
     */
    public static ZoneId zone(Map<String, Object> traits, ZoneId otherwise) {
        ZoneId asking = otherwise == null ? ZoneOffset.UTC : otherwise;
        if (traits.get("timezone") instanceof String name) {
            try {
                return ZoneId.of(name);
            } catch (DateTimeException _) {
                return asking;
            }
        }
        return asking;
    }
}
