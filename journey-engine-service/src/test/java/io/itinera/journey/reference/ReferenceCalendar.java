package io.itinera.journey.reference;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The calendar rules of the journey language, in the most obvious way. */
final class ReferenceCalendar {

    private ReferenceCalendar() {}

    /** The zone of a profile: its trait, else the journey's, else UTC. */
    static ZoneId zone(Map<String, Object> traits, Map<String, Object> journey) {
        for (Object name : new Object[] {traits.get("timezone"), journey.get("timezone")}) {
            if (name instanceof String text && ZoneId.getAvailableZoneIds().contains(text)) {
                return ZoneId.of(text);
            }
        }
        return ZoneOffset.UTC;
    }

    /** A skipped local time is the first valid instant after it, a repeated one is the first of the two. */
    static Instant instant(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition gap = zone.getRules().getTransition(local);
            return gap.getInstant();
        }
        return local.toInstant(offsets.getFirst());
    }

    /** Days, weeks, months and years on the local calendar, then hours, minutes and seconds exactly. */
    static Instant plus(Instant from, String duration, ZoneId zone) {
        boolean back = duration.startsWith("-");
        String text = back ? duration.substring(1) : duration;
        int exact = text.indexOf('T');
        String days = exact < 0 ? text : text.substring(0, exact);
        Instant at = from;
        if (days.length() > 1) {
            Period period = Period.parse(days);
            at = instant(from.atZone(zone).toLocalDateTime().plus(back ? period.negated() : period), zone);
        }
        if (exact >= 0) {
            Duration span = Duration.parse("P" + text.substring(exact));
            at = at.plus(back ? span.negated() : span);
        }
        return at;
    }

    /** The next of a time of day on one of some days of the week, after now. */
    static Instant next(Instant now, Map<String, Object> until, ZoneId zone) {
        LocalTime time =
                until.containsKey("timeOfDay") ? LocalTime.parse((String) until.get("timeOfDay")) : LocalTime.MIDNIGHT;
        LocalDate day = now.atZone(zone).toLocalDate();
        while (true) {
            Instant candidate = instant(day.atTime(time), zone);
            if (candidate.isAfter(now) && fits(day.getDayOfWeek(), until.get("dayOfWeek"))) {
                return candidate;
            }
            day = day.plusDays(1);
        }
    }

    /** Now where a window of the day is open, else when it opens next. A window that is skipped whole does not open. */
    static Instant open(Instant now, Map<String, Object> until, ZoneId zone) {
        Map<String, Object> window = ReferenceConditions.map(until.get("window"));
        LocalTime from = LocalTime.parse((String) window.get("from"));
        LocalTime to = LocalTime.parse((String) window.get("to"));
        LocalDate day = now.atZone(zone).toLocalDate().minusDays(1);
        while (true) {
            Instant opens = instant(day.atTime(from), zone);
            Instant closes = instant((from.isBefore(to) ? day : day.plusDays(1)).atTime(to), zone);
            if (fits(day.getDayOfWeek(), until.get("dayOfWeek")) && closes.isAfter(now) && opens.isBefore(closes)) {
                return opens.isAfter(now) ? opens : now;
            }
            day = day.plusDays(1);
        }
    }

    private static boolean fits(DayOfWeek day, Object days) {
        String name = day.name().toLowerCase(Locale.ROOT);
        return days == null || days.equals(name) || days instanceof Collection<?> several && several.contains(name);
    }

    /** The instant that a text in the data means, or null where it means none. */
    static Instant time(Object value, ZoneId zone) {
        if (!(value instanceof String text)) {
            return null;
        }
        try {
            if (text.length() == 10) {
                return instant(LocalDate.parse(text).atStartOfDay(), zone);
            }
            boolean offset = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
            return offset ? OffsetDateTime.parse(text).toInstant() : instant(LocalDateTime.parse(text), zone);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
