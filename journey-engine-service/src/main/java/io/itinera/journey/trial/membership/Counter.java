package io.itinera.journey.trial.membership;

import io.itinera.conditions.Check;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.Occurrence;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Something that conditions count. Of what counts within a window the newest occurrences are kept, one more than the largest number
 * that the count is compared with: they decide it whatever the window, and however late an event comes in.
 *
 * @param key under which it is remembered
 * @param asked the count
 * @param zone of profiles without one of their own; null for UTC
 * @param most how many occurrences decide it
 */
record Counter(String key, EventCount asked, ZoneId zone, int most) {

    private static final Set<EventType> COUNTED = Set.of(EventType.TRACK, EventType.PAGE, EventType.SCREEN);

    static Counter of(EventCount asked, ZoneId zone) {
        String key = Conditions.hash(asked);
        return new Counter(zone == null ? key : key + "@" + zone.getId(), asked, zone, largest(asked) + 1);
    }

    private static int largest(EventCount asked) {
        double largest = 1;
        for (Check check : asked.count()) {
            List<?> operands = check.operand() instanceof List<?> list ? list : List.of(check.operand());
            for (Object operand : operands) {
                largest = operand instanceof Number number ? Math.max(largest, number.doubleValue()) : largest;
            }
        }
        return (int) Math.min(Integer.MAX_VALUE / 2, Math.ceil(largest));
    }

    /** True when any time counts, so that the number is all that must be known. */
    boolean forEver() {
        return asked.within() == null;
    }

    /** Whether the event is one of them. */
    boolean counts(Activity.Tracked event, Instant at, ZoneId zone) {
        return COUNTED.contains(event.type())
                && asked.event().equals(event.name())
                && (asked.where() == null || asked.where().test(new Occurrence(event.properties(), at, zone)));
    }

    /** The occurrences with more of them, the oldest first. */
    List<Long> with(List<Long> before, List<Long> more) {
        List<Long> all = new ArrayList<>(before);
        all.addAll(more);
        Collections.sort(all);
        return all.size() <= most ? all : new ArrayList<>(all.subList(all.size() - most, all.size()));
    }

    /** How many of the occurrences are within the window: one at {@code t} is until {@code t} plus the window, that moment not included. */
    long within(List<Long> times, Instant now, ZoneId zone) {
        return times.stream().filter(at -> end(at, zone).isAfter(now)).count();
    }

    /** When the next occurrence leaves the window with which the verdict changes; null when none does. */
    Instant nextChange(List<Long> times, Instant now, ZoneId zone) {
        List<Instant> ends = times.stream()
                .map(at -> end(at, zone))
                .filter(end -> end.isAfter(now))
                .sorted()
                .toList();
        boolean verdict = asked.holds(ends.size());
        for (int gone = 1; gone <= ends.size(); gone++) {
            if (asked.holds(ends.size() - gone) != verdict) {
                return ends.get(gone - 1);
            }
        }
        return null;
    }

    private Instant end(long at, ZoneId zone) {
        return asked.within().after(Instant.ofEpochMilli(at), zone);
    }
}
