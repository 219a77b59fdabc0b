package io.itinera.conditions;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * A part of the day on the local clock, such as business hours or quiet hours. It opens at its first moment and closes before its
 * last, each at the local time as {@link Span#instant} finds it, so that a part which daylight saving skips whole does not open on that
 * day.
 *
 * @param days on which it opens, all where empty
 * @param from when it opens
 * @param to when it closes; on the day after where that is not later than {@code from}
 */
public record DayPart(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    public DayPart {
        days = Set.copyOf(days);
    }

    /**
     * One time that it is open.
     *
     * @param opens its first moment
     * @param closes the first moment after it
     */
    public record Opening(Instant opens, Instant closes) {

        /** True within it. */
        public boolean holds(Instant at) {
            return !at.isBefore(opens) && at.isBefore(closes);
        }
    }

    /** The opening that {@code since} lies in, else the next one. */
    public Opening opening(Instant since, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(since, zone).minusDays(1);
        while (true) {
            if (days.isEmpty() || days.contains(day.getDayOfWeek())) {
                Opening opening = on(day, zone);
                if (opening.closes().isAfter(opening.opens())
                        && opening.closes().isAfter(since)) {
                    return opening;
                }
            }
            day = day.plusDays(1);
        }
    }

    private Opening on(LocalDate day, ZoneId zone) {
        LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
        return new Opening(Span.instant(day.atTime(from), zone), Span.instant(last.atTime(to), zone));
    }
}
