package io.itinera.journey.reference;

import io.itinera.contracts.JourneyRef;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

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

    /** What a choice went by: the number of the model, and how it was made. */
    static String choice(long model, Collection<String> how) {
        return " by model " + model + ": " + String.join(", ", new TreeSet<>(how));
    }

    /** The arms that an instance had taken when it reached a goal. */
    static String arms(Map<?, ?> arms) {
        return arms.isEmpty() ? "" : " with " + plain(arms);
    }

    /** What of the detail of a transition must be the same. */
    static String detail(Map<String, Object> detail) {
        if (detail.get("model") instanceof Number model) {
            return choice(
                    model.longValue(),
                    detail.entrySet().stream()
                            .filter(part -> Boolean.TRUE.equals(part.getValue()))
                            .map(Map.Entry::getKey)
                            .toList());
        }
        return detail.get("arms") instanceof Map<?, ?> arms ? arms(arms) : "";
    }

    /** All that was kept of a profile is gone. */
    static String forgotten(String profile, long instances) {
        return "forgets %s with %d instances".formatted(profile, instances);
    }

    static String send(String id, String step, String message, Map<String, Object> event, Map<String, Object> context) {
        return "asks for %s at %s: %s with %s and %s".formatted(brief(id), step, message, plain(event), plain(context));
    }

    /** What a message is: its template and its offer, which may be null. */
    static String message(Object template, Object offer) {
        return offer == null ? template.toString() : template + " offering " + offer;
    }

    static String cancels(String instance, String reason) {
        return "cancels messages of %s (%s)".formatted(brief(instance), reason);
    }

    static String call(String id, String step, String to, Instant until, Map<String, Object> data) {
        return "calls %s as %s at %s until %s with %s".formatted(to, brief(id), step, until, plain(data));
    }

    /** Whether the line is a transition, or asks for a message. */
    static boolean isOfRecord(String line) {
        return line.matches("\\S+  (asks for .*|\\S+ v\\d+ \\S+/\\d+ .*)");
    }

    /** What happened to a task: opened, overdue or closed. */
    static String task(String what, String id, String step, List<?> people, String outcome) {
        return "task %s at %s is %s%s%s"
                .formatted(
                        brief(id),
                        step,
                        what,
                        people.isEmpty() ? "" : " for " + people,
                        outcome == null ? "" : " with " + outcome);
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
            case Instant time -> time.toString();
            case null -> "nothing";
            default -> value;
        };
    }
}
