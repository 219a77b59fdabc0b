package io.itinera.conditions;

import io.itinera.conditions.InvalidConditionException.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads conditions, and looks into them. */
public final class Conditions {

    /** What the keys of derived segments begin with. */
    public static final String DERIVED = "derived-";

    private Conditions() {}

    /**
     * Reads a condition.
     *
     * @param json JSON as maps, lists, strings, numbers and booleans
     * @param pointer JSON pointer of the condition in its document, empty when it is the document
     * @throws InvalidConditionException when it is none; the exception names each place that is wrong
     */
    public static Condition parse(Object json, String pointer) {
        List<Problem> problems = new ArrayList<>();
        Condition condition = new ConditionReader(problems).read(json, pointer);
        if (!problems.isEmpty()) {
            throw new InvalidConditionException(problems);
        }
        return condition;
    }

    /** The conditions that a condition is made of and that are not made of others; a {@code where} is not looked into. */
    public static Stream<Condition> leaves(Condition condition) {
        return switch (condition) {
            case All all -> all.parts().stream().flatMap(Conditions::leaves);
            case Any any -> any.parts().stream().flatMap(Conditions::leaves);
            case Not not -> leaves(not.part());
            case Comparison _, InSegment _, EventCount _, MessageIs _, Consented _, GoalReached _, Derived _ ->
                Stream.of(condition);
        };
    }

    /**
     * The condition with each part over event history left to the segment that stands for it; the same condition where it has no such
     * part. A {@code where} is not looked into.
     *
     * @param zone the zone of profiles that have none of their own, or null for UTC
     */
    public static Condition derived(Condition condition, ZoneId zone) {
        return switch (condition) {
            case All all ->
                new All(all.parts().stream().map(part -> derived(part, zone)).toList());
            case Any any ->
                new Any(any.parts().stream().map(part -> derived(part, zone)).toList());
            case Not not -> new Not(derived(not.part(), zone));
            case EventCount count -> new Derived(derivedKey(count, zone), count, zone);
            case Comparison _, InSegment _, MessageIs _, Consented _, GoalReached _, Derived _ -> condition;
        };
    }

    /**
     * The instant that a value of the data means: a time with an offset, a local time, or a date, ISO 8601.
     *
     * @param value a value of the data, or null
     * @param zone for local times and dates; a date is its first moment
     */
    public static Optional<Instant> time(Object value, ZoneId zone) {
        TimePoint point = value instanceof String text ? TimePoint.read(text) : null;
        return point == null ? Optional.empty() : Optional.of(point.at(Instant.EPOCH, zone));
    }

    /**
     * The earliest moment after now, to the millisecond, at which the condition may come out differently although nothing happens;
     * null for never. It may be too early, never too late: what holds then is to be asked then. Other segments count as what
     * happens.
     */
    public static Instant nextChange(Condition condition, Facts facts) {
        return NextChange.of(condition, facts);
    }

    /**
     * The key of the segment that stands for a condition wherever it is used: a pure function of what the condition says, so that
     * who registers the segment and who asks for it need not talk to each other. Numbers count by value, members in any order. A zone
     * is part of it: the same days begin at other moments elsewhere.
     *
     * @param zone the zone of profiles that have none of their own, or null for UTC
     */
    public static String derivedKey(Condition condition, ZoneId zone) {
        return DERIVED
                + (zone == null
                        ? hash(condition)
                        : Canonical.hash(Map.of("of", condition.toMap(), "zone", zone.getId())));
    }

    /** Whether what an event's properties must be depends on the zone: it compares them with times. */
    public static boolean asksTimes(Condition where) {
        return where != null
                && leaves(where)
                        .anyMatch(leaf -> leaf instanceof Comparison comparison
                                && comparison.checks().stream().anyMatch(Check::isTimed));
    }

    /** The first 16 hex digits of the SHA-256 over the condition as JSON of which there is only one form. */
    public static String hash(Condition condition) {
        return Canonical.hash(condition.toMap());
    }

    /** A name as a segment of a JSON pointer, RFC 6901. */
    public static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
