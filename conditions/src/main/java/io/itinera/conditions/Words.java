package io.itinera.conditions;

import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values and durations in plain English. */
public final class Words {

    private Words() {}

    /** A value as people read it: texts in quotation marks, the elements of a list joined. */
    public static String value(Object value) {
        return switch (value) {
            case null -> "nothing";
            case String text -> quoted(text);
            case List<?> list when list.isEmpty() -> "an empty list";
            case List<?> list -> list(list.stream().map(Words::value).toList(), "and");
            case Map<?, ?> map when map.isEmpty() -> "an empty object";
            case Map<?, ?> map ->
                list(
                        map.entrySet().stream()
                                .map(e -> e.getKey() + " " + value(e.getValue()))
                                .sorted()
                                .toList(),
                        "and");
            default -> String.valueOf(value);
        };
    }

    /** A text in quotation marks. */
    public static String quoted(String text) {
        return "“" + text + "”";
    }

    /** {@code a}, {@code a or b}, {@code a, b or c}. */
    public static String list(List<String> words, String last) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " " + last + " " + words.getLast();
    }

    /** The length of a duration, whichever way it goes: {@code 1 day and 12 hours}. A calendar day is a day, 24 hours are hours. */
    public static String span(Span span) {
        Span forward = isBack(span) ? span.negated() : span;
        List<String> parts = new ArrayList<>();
        Period calendar = forward.calendar();
        add(parts, calendar.getYears(), "year");
        add(parts, calendar.getMonths(), "month");
        add(parts, calendar.getDays(), "day");
        Duration exact = forward.exact();
        add(parts, exact.toHours(), "hour");
        add(parts, exact.toMinutesPart(), "minute");
        if (exact.toMillisPart() == 0) {
            add(parts, exact.toSecondsPart(), "second");
        } else {
            parts.add("%d.%03d seconds".formatted(exact.toSecondsPart(), exact.toMillisPart()));
        }
        return parts.isEmpty() ? "no time" : list(parts, "and");
    }

    /** A duration from now: {@code 7 days ago}, {@code 1 hour from now}. */
    static String fromNow(Span span) {
        if (span.calendar().isZero() && span.exact().isZero()) {
            return "now";
        }
        return span(span) + (isBack(span) ? " ago" : " from now");
    }

    /** True when the duration goes back in time. */
    public static boolean isBack(Span span) {
        return span.calendar().isNegative() || span.exact().isNegative();
    }

    private static void add(List<String> parts, long number, String unit) {
        if (number != 0) {
            parts.add(number + " " + unit + (number == 1 ? "" : "s"));
        }
    }
}
