package io.itinera.profile.segment;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.InSegment;
import io.itinera.conditions.InvalidConditionException;
import io.itinera.conditions.InvalidConditionException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a segment's condition may ask: what a profile has, and nothing that only a journey knows. */
public final class SegmentRules {

    /**
     * The largest number that a count within a window, or with a {@code where}, is compared with. That many newest occurrences and one
     * more are kept of each profile; a count for ever and of any kind has no such limit.
     */
    public static final int MOST_COUNTED = 500;

    private static final Set<String> ASKED = Set.of("trait", "segment", "event", "consent");
    private static final Set<String> JOINED = Set.of("all", "any", "not");
    private static final Set<String> ELSEWHERE = Set.of("property", "message", "goal", "context", "score", "derived");

    private SegmentRules() {}

    /**
     * Reads a segment's condition.
     *
     * @param json JSON as maps, lists, strings, numbers and booleans
     * @throws InvalidConditionException when it is none, or asks for what no profile has; the exception names each place
     */
    public static Condition read(Object json, String pointer) {
        Condition condition = Conditions.parse(json, pointer);
        List<Problem> problems = new ArrayList<>();
        check(json, pointer, false, problems);
        if (!problems.isEmpty()) {
            throw new InvalidConditionException(problems);
        }
        return condition;
    }

    /** Keys of the segments that a condition asks for. */
    public static Set<String> asks(Condition condition) {
        return Conditions.leaves(condition)
                .filter(InSegment.class::isInstance)
                .map(leaf -> ((InSegment) leaf).segment())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names of the events that a condition counts. */
    public static Set<String> counts(Condition condition) {
        return Conditions.leaves(condition)
                .filter(EventCount.class::isInstance)
                .map(leaf -> ((EventCount) leaf).event())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What of a condition is counted only from its definition on, so that the past is to be read from the log. */
    public static boolean needsLog(Condition condition) {
        return Conditions.leaves(condition)
                .anyMatch(leaf -> leaf instanceof EventCount count && !Counting.plain(count));
    }

    /**
     * Whether a condition comes back to a segment by way of the segments that it asks for.
     *
     * @param conditions the condition of a segment, or null where there is none
     */
    public static boolean asksForItself(String segment, Condition condition, Function<String, Condition> conditions) {
        Set<String> seen = new TreeSet<>();
        List<String> open = new ArrayList<>(asks(condition));
        while (!open.isEmpty()) {
            String asked = open.removeLast();
            if (asked.equals(segment)) {
                return true;
            }
            Condition next = seen.add(asked) ? conditions.apply(asked) : null;
            if (next != null) {
                open.addAll(asks(next));
            }
        }
        return false;
    }

    private static void check(Object json, String pointer, boolean ofEvent, List<Problem> problems) {
        Map<?, ?> map = (Map<?, ?>) json;
        for (Object name : map.keySet()) {
            String kind = String.valueOf(name);
            String at = pointer + "/" + kind;
            if (JOINED.contains(kind)) {
                parts(map.get(kind), at, ofEvent, problems);
            } else if (ofEvent && ASKED.contains(kind)) {
                problems.add(new Problem(at, "is nothing that an event has, expected property"));
            } else if (!ofEvent && ELSEWHERE.contains(kind)) {
                problems.add(new Problem(
                        at, "is nothing that a profile has, expected one of trait, event, segment, consent"));
            } else if (ofEvent && ELSEWHERE.contains(kind) && !kind.equals("property")) {
                problems.add(new Problem(at, "is nothing that an event has, expected property"));
            }
        }
        if (!ofEvent && map.containsKey("event")) {
            event(map, pointer, problems);
        }
    }

    private static void event(Map<?, ?> map, String pointer, List<Problem> problems) {
        if (map.get("where") instanceof Map<?, ?> where) {
            check(where, pointer + "/where", true, problems);
        }
        EventCount count = (EventCount) Conditions.parse(map, pointer);
        if (!Counting.plain(count) && Counting.largest(count) > MOST_COUNTED) {
            problems.add(new Problem(
                    pointer + "/count",
                    "is larger than %d, expected at most that much where within or where is given"
                            .formatted(MOST_COUNTED)));
        }
    }

    private static void parts(Object value, String at, boolean ofEvent, List<Problem> problems) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                check(list.get(i), at + "/" + i, ofEvent, problems);
            }
        } else {
            check(value, at, ofEvent, problems);
        }
    }
}
