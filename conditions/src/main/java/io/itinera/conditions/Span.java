package io.itinera.conditions;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * An ISO 8601 duration whose days, weeks, months and years are those of the calendar and whose hours, minutes and seconds are
 * exact: {@code P1D} is a calendar day, {@code PT24H} is 24 hours.
 *
 * @param calendar the part that follows the calendar of a time zone
 * @param exact the part that does not
 */
public record Span(Period calendar, Duration exact) {

    /** A century: no journey is longer, and no time that is so far from a real one is beyond the calendar. */
    private static final int MAX_YEARS = 100;

    private static final int MAX_DAYS = MAX_YEARS * 366;

    /**
     * Reads {@code P3D}, {@code P2W}, {@code PT90M}, {@code P1DT12H}, each also with a leading minus; at most a century.
     *
     * @throws IllegalArgumentException when it is something else; the message says what is expected
     */
    public static Span parse(String text) {
        try {
            boolean negative = text.startsWith("-");
            String body = negative ? text.substring(1) : text;
            int time = body.indexOf('T');
            if (!body.startsWith("P") || body.length() < 3 || time == body.length() - 1) {
                throw unreadable(text);
            }
            Period calendar = time == 1 ? Period.ZERO : Period.parse(time < 0 ? body : body.substring(0, time));
            Duration exact = time < 0 ? Duration.ZERO : Duration.parse("P" + body.substring(time));
            if (calendar.toTotalMonths() > MAX_YEARS * 12L
                    || calendar.getDays() > MAX_DAYS
                    || exact.compareTo(Duration.ofDays(MAX_DAYS)) > 0) {
                throw new IllegalArgumentException("is '" + text + "', expected at most " + MAX_YEARS + " years");
            }
            return negative ? new Span(calendar.negated(), exact.negated()) : new Span(calendar, exact);
        } catch (DateTimeException | ArithmeticException e) {
            throw unreadable(text);
        }
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "is '" + text + "', expected an ISO 8601 duration such as PT90M, P1D or P1DT12H");
    }

    /** True when it goes forward in time. */
    public boolean isPositive() {
        return !calendar.isNegative() && !exact.isNegative() && !(calendar.isZero() && exact.isZero());
    }

    /** The same span the other way. */
    public Span negated() {
        return new Span(calendar.negated(), exact.negated());
    }

    /**
     * The instant that lies this far after {@code start}: first the calendar part on the local clock of {@code zone}, then the
     * exact part.
     */
    public Instant after(Instant start, ZoneId zone) {
        Instant day = calendar.isZero() ? start : calendarAfter(start, zone);
        return day.plus(exact);
    }

    private Instant calendarAfter(Instant start, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(start, zone);
        return instant(local.plus(calendar), zone);
    }

    /**
     * The instant of a local time: one that daylight saving skips moves forward to the first valid instant, one that occurs twice
     * means the first.
     */
    public static Instant instant(LocalDateTime local, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition transition = rules.getTransition(local);
        if (transition == null) {
            return local.toInstant(rules.getOffset(local));
        }
        return transition.isGap() ? transition.getInstant() : local.toInstant(transition.getOffsetBefore());
    }

    @Override
    public String toString() {
        if (calendar.isZero()) {
            return exact.toString();
        }
        return exact.isZero()
                ? calendar.toString()
                : calendar + exact.toString().substring(1);
    }
}
