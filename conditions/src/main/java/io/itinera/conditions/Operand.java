package io.itinera.conditions;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a condition was held against when it was decided: enough of it to come to the same verdict again.
 *
 * @param value the value found, null for a missing one; a list of values where {@code several}
 * @param several true when the path led to several values, of which one must do
 * @param now the time that it was, or null where the verdict does not depend on it
 * @param zone the profile's zone, or null where the verdict does not depend on it
 * @param cut true when the value was longer, and what is left of it leads to the same verdict
 */
public record Operand(Object value, boolean several, Instant now, ZoneId zone, boolean cut) {

    private static final int MAX_TEXT = 200;
    private static final int MAX_ELEMENTS = 10;

    /** A value that no time plays a part in. */
    static Operand of(Object value) {
        return new Operand(value, false, null, null, false);
    }

    /** The value that a comparison was made with, as short as its verdict allows. */
    static Operand of(Comparison comparison, Facts facts, boolean verdict) {
        boolean timed = comparison.checks().stream().anyMatch(Check::isTimed);
        Predicate<Object> holds = value -> comparison.holds(value, facts);
        Object found = facts.value(comparison.source(), comparison.path());
        boolean several = found instanceof Path.Several;
        Object value = found instanceof Path.Several(List<Object> values) ? values : found;
        Object kept = several ? some((List<?>) value, holds, verdict) : one(value, holds, verdict);
        return new Operand(
                kept,
                several,
                timed ? facts.now() : null,
                timed ? facts.zone() : null,
                kept != null && !kept.equals(value));
    }

    private static Object one(Object value, Predicate<Object> holds, boolean verdict) {
        Object shorter = cut(value);
        return holds.test(shorter) == verdict ? shorter : value;
    }

    /** All, where they are few; else the one that holds, or the first few of those that do not. */
    private static List<Object> some(List<?> values, Predicate<Object> holds, boolean verdict) {
        return values.stream()
                .filter(value -> values.size() <= MAX_ELEMENTS || holds.test(value) == verdict)
                .limit(values.size() <= MAX_ELEMENTS || !verdict ? MAX_ELEMENTS : 1)
                .map(value -> one(value, holds, holds.test(value)))
                .toList();
    }

    private static Object cut(Object value) {
        return switch (value) {
            case String text when text.length() > MAX_TEXT -> text.substring(0, MAX_TEXT) + "…";
            case List<?> list ->
                list.stream().limit(MAX_ELEMENTS).map(Operand::cut).toList();
            case Map<?, ?> map -> {
                Map<Object, Object> fields = new LinkedHashMap<>();
                map.entrySet().stream()
                        .limit(MAX_ELEMENTS)
                        .forEach(field -> fields.put(field.getKey(), cut(field.getValue())));
                yield fields;
            }
            case null -> null;
            default -> value;
        };
    }
}
