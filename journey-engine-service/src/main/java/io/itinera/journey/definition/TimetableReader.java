package io.itinera.journey.definition;

import io.itinera.conditions.All;
import io.itinera.conditions.Check;
import io.itinera.conditions.Comparison;
import io.itinera.conditions.Condition;
import io.itinera.conditions.Derived;
import io.itinera.conditions.Operator;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Reads an entry that a schedule or a date in a trait brings. */
final class TimetableReader {

    private static final int LAST_DAY = 31;

    private TimetableReader() {}

    /** Whether the {@code on} of an entry names a time. */
    static boolean isTimed(Fields on) {
        return on != null && (on.has("schedule") || on.has("date"));
    }

    /**
     * The trigger.
     *
     * @param on what the entry says
     * @param audience who qualifies, as the entry says it; null for everyone
     * @param owner key and version of the journey
     * @param journeys the journey's zone, or null
     */
    static Trigger.Timed read(Fields on, Condition audience, String owner, ZoneId journeys) {
        boolean scheduled = on.has("schedule");
        Fields times = scheduled ? on.object("schedule") : on;
        Timetable timetable = scheduled ? schedule(times) : date(times);
        if (timetable == null) {
            return null;
        }
        if (scheduled && audience == null) {
            on.error("schedule", "needs an audience beside on, expected the condition that says who enters");
            return null;
        }
        Condition members = timetable instanceof Timetable.InTrait dated ? dated(dated.trait(), audience) : audience;
        String segment = EntrySegments.key(owner, members);
        return new Trigger.Timed(timetable, zone(times), new Derived(segment, members, journeys));
    }

    private static Condition dated(Path trait, Condition audience) {
        Condition exists = new Comparison(Source.TRAIT, trait, List.of(Check.of(Operator.EXISTS, true)));
        return audience == null ? exists : new All(List.of(exists, audience));
    }

    private static boolean zone(Fields times) {
        String zone = times.text("zone", "profile");
        if (!List.of("profile", "journey").contains(zone)) {
            times.error("zone", "is '" + zone + "', expected profile or journey");
        }
        return "journey".equals(zone);
    }

    private static Timetable schedule(Fields times) {
        LocalTime at = UntilReader.time(times, "at", null);
        if (at == null) {
            times.error("at", "is missing, expected a time such as 09:00");
            return null;
        }
        Set<DayOfWeek> days = UntilReader.days(times, "days");
        return switch (times.text("every", times.value("date") instanceof String ? "once" : "day")) {
            case "once" -> once(times, at, days);
            case "day" -> weekly(times, at, days);
            case "week" -> {
                if (days.isEmpty()) {
                    times.error("days", "is missing, expected days of the week");
                }
                yield weekly(times, at, days);
            }
            case "month" -> monthly(times, at, days);
            default -> {
                times.error("every", "is '" + times.value("every") + "', expected day, week or month");
                yield null;
            }
        };
    }

    private static Timetable weekly(Fields times, LocalTime at, Set<DayOfWeek> days) {
        if (times.has("date")) {
            times.error("date", "has no meaning here, expected it alone, or a day of the month with every: month");
        }
        return new Timetable.Weekly(at, days);
    }

    private static Timetable monthly(Fields times, LocalTime at, Set<DayOfWeek> days) {
        if (times.has("date") != days.isEmpty()) {
            times.error(
                    "date", "is missing or beside days, expected a day of the month, or days for the first of them");
            return null;
        }
        if (!days.isEmpty()) {
            return new Timetable.Monthly(at, 0, days);
        }
        Number day = times.number("date", 1);
        if (day.doubleValue() < 1 || day.doubleValue() > LAST_DAY || day.doubleValue() != day.intValue()) {
            times.error("date", "is " + day + ", expected a day of the month from 1 to 31");
            return null;
        }
        return new Timetable.Monthly(at, day.intValue(), days);
    }

    private static Timetable once(Fields times, LocalTime at, Set<DayOfWeek> days) {
        if (!days.isEmpty()) {
            times.error("days", "has no meaning with a date");
        }
        String date = times.text("date", "");
        try {
            return new Timetable.Once(LocalDate.parse(date).atTime(at));
        } catch (DateTimeException e) {
            times.error("date", "is '" + date + "', expected a date such as 2026-12-24");
            return null;
        }
    }

    private static Timetable date(Fields on) {
        Fields date = on.object("date");
        Path trait = date.path("trait");
        if (trait == null) {
            date.error("trait", "is missing, expected the trait that has the date");
            return null;
        }
        String repeat = on.text("repeat", null);
        if (repeat != null && !"yearly".equals(repeat)) {
            on.error("repeat", "is '" + repeat + "', expected yearly");
        }
        return new Timetable.InTrait(
                trait, on.anySpan("offset"), UntilReader.time(on, "timeOfDay", null), repeat != null);
    }
}
