package io.itinera.conditions;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** Finds when time alone changes a condition. */
final class NextChange {

    /** Calendar arithmetic does not turn around exactly: the end of a month and a change of the clock move it by less than this. */
    private static final Duration CALENDAR = Duration.ofDays(5);

    private static final Duration EXACT = Duration.ofMillis(2);

    private NextChange() {}

    static Instant of(Condition condition, Facts facts) {
        return switch (condition) {
            case All all -> first(all.parts(), facts);
            case Any any -> first(any.parts(), facts);
            case Not not -> of(not.part(), facts);
            case Comparison comparison -> comparison(comparison, facts);
            case EventCount count -> count.within() == null ? null : facts.nextChange(count);
            case InSegment _, MessageIs _, Consented _, GoalReached _, Derived _ -> null;
        };
    }

    private static Instant first(List<Condition> parts, Facts facts) {
        Instant first = null;
        for (Condition part : parts) {
            first = earlier(first, of(part, facts));
        }
        return first;
    }

    private static Instant comparison(Comparison comparison, Facts facts) {
        Instant first = null;
        for (Check check : comparison.checks()) {
            List<Span> moving = check.moving();
            if (!moving.isEmpty()) {
                Object value = facts.value(comparison.source(), comparison.path());
                List<?> values = value instanceof Path.Several several ? several.values() : list(value);
                for (Object one : values) {
                    Instant at = Conditions.time(one, facts.zone()).orElse(null);
                    for (Span span : moving) {
                        first = at == null ? first : earlier(first, passes(at, span, facts.now(), facts.zone()));
                    }
                }
            }
        }
        return first;
    }

    private static List<?> list(Object value) {
        return value == null ? List.of() : List.of(value);
    }

    /** When a bound that lies {@code span} from now comes to {@code at} or goes beyond it; null when it is beyond already. */
    private static Instant passes(Instant at, Span span, Instant now, ZoneId zone) {
        boolean reached = !span.after(now, zone).isBefore(at);
        if (reached && span.after(now, zone).isAfter(at)) {
            return null;
        }
        Instant about = span.negated().after(at, zone);
        Duration around = span.calendar().isZero() ? EXACT : CALENDAR;
        long low = now.toEpochMilli();
        long high = Math.max(about.plus(around).toEpochMilli(), low + 1);
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            int order = span.after(Instant.ofEpochMilli(middle), zone).compareTo(at);
            if (reached ? order > 0 : order >= 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Instant.ofEpochMilli(high);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a == null || b != null && b.isBefore(a) ? b : a;
    }
}
