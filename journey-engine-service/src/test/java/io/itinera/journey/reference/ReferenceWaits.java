package io.itinera.journey.reference;

import static io.itinera.journey.reference.ReferenceConditions.map;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** When time ends a wait. */
final class ReferenceWaits {

    private ReferenceWaits() {}

    /** When time ends a wait that began then, by what is known now; null where it does not, or where there is no such date. */
    static Instant end(Map<String, Object> step, Instant began, ReferenceConditions.Known now) {
        Map<String, Object> until = until(step);
        return switch (form(step)) {
            case "for" -> ReferenceCalendar.plus(began, (String) step.get("for"), now.zone());
            case "clock" -> ReferenceCalendar.next(began, until, now.zone());
            case "window" -> ReferenceCalendar.open(began, until, now.zone());
            case "date" -> date(until, now);
            case "call" -> after(step.getOrDefault("atMost", "PT1H"), began, now);
            default -> after(step.get("atMost"), began, now);
        };
    }

    /** What a wait waits for; empty where it is for a time, and for a step that knows a moment by that name, as one that learns does. */
    static Map<String, Object> until(Map<String, Object> step) {
        return step.get("until") instanceof String ? Map.of() : map(step.get("until"));
    }

    /** Null where there is no such duration. */
    static Instant after(Object duration, Instant began, ReferenceConditions.Known now) {
        return duration == null ? null : ReferenceCalendar.plus(began, (String) duration, now.zone());
    }

    /** A date in the data, with its offset and its time of day. */
    static Instant date(Map<String, Object> until, ReferenceConditions.Known now) {
        ZoneId zone = now.zone();
        Map<String, Object> date = map(until.get("date"));
        String source = date.containsKey("trait") ? "trait" : "property";
        List<Object> values = ReferenceConditions.find(source, ReferenceConditions.path(date.get(source)), now);
        Instant time = values.isEmpty() ? null : ReferenceCalendar.time(values.getFirst(), zone);
        if (time != null && until.containsKey("offset")) {
            time = ReferenceCalendar.plus(time, (String) until.get("offset"), zone);
        }
        if (time != null && until.containsKey("timeOfDay")) {
            LocalTime clock = LocalTime.parse((String) until.get("timeOfDay"));
            time = ReferenceCalendar.instant(time.atZone(zone).toLocalDate().atTime(clock), zone);
        }
        return time;
    }

    /** Which kind of wait it is. */
    static String form(Map<String, Object> step) {
        Map<String, Object> until = until(step);
        switch ((String) step.get("type")) {
            case "enter" -> {
                return "journey";
            }
            case "webhook" -> {
                return "call";
            }
            case "task" -> {
                return "task";
            }
            case "send", "next-best" -> {
                return "hour";
            }
            default -> {
                // What a wait waits for decides.
            }
        }
        if (until.isEmpty()) {
            return "for";
        }
        if (until.containsKey("date")) {
            return "date";
        }
        if (until.containsKey("window")) {
            return "window";
        }
        if (until.containsKey("timeOfDay") || until.containsKey("dayOfWeek")) {
            return "clock";
        }
        boolean counts = until.containsKey("count") || until.containsKey("within");
        return until.containsKey("event") && !counts || until.containsKey("type") || until.containsKey("is")
                ? "event"
                : "condition";
    }
}
