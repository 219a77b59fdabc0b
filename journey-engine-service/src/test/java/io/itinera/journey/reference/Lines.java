package io.itinera.journey.reference;

import io.itinera.contracts.JourneyRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happens to a profile as lines of text, the same for the reference and for the engine. */
final class Lines {

    private Lines() {}

    static String at(Instant at, String what) {
        return at + "  " + what;
    }

    static String of(JourneyRef ref, long sequence, String what) {
        return "%s v%d %s/%d %s".formatted(ref.journey(), ref.version(), brief(ref.instance()), sequence, what);
    }

    static String transition(String kind, String step, String next, String reason) {
        return kind + (step == null ? "" : " " + step) + (next == null ? "" : " > " + next) + " (" + reason + ")";
    }

    static String send(String id, String step, String template, Map<String, Object> event) {
        return "asks for %s at %s: %s with %s".formatted(brief(id), step, template, plain(event));
    }

    /** A change of traits by its parts: set, unset, increment, append, remove. */
    static String traits(Map<String, Map<String, Object>> parts) {
        return "changes traits " + plain(parts);
    }

    static String event(String name, Map<String, Object> properties) {
        return "emits " + name + " with " + plain(properties);
    }

    static String position(String profile, JourneyRef ref, int visit, Instant due, Instant expires) {
        return "%s in %s v%d %s at %s, visit %d, until %s, at most until %s"
                .formatted(
                        profile, ref.journey(), ref.version(), brief(ref.instance()), ref.step(), visit, due, expires);
    }

    private static String brief(String id) {
        return id.substring(0, 8);
    }

    /** A value whose text is the same for equal values. */
    private static Object plain(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> sorted = new TreeMap<>();
                map.forEach((k, v) -> sorted.put((String) k, plain(v)));
                yield sorted;
            }
            case List<?> elements -> elements.stream().map(Lines::plain).toList();
            case Number number ->
                new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
            case null -> "nothing";
            default -> value;
        };
    }
}
