package io.itinera.conditions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** One operator and its constant. Made only from a constant that fits the operator. */
public final class Check {

    /** A longer text is not searched; a pattern is never catastrophic, yet its cost grows with the text. */
    private static final int MAX_SEARCHED = 10_000;

    private static final int MAX_PATTERN = 1_000;

    private final Operator operator;
    private final Object operand;
    /** The constant in the form that is compared with: a pattern, a time, a span, or the constant itself. */
    private final Object prepared;

    private Check(Operator operator, Object operand, Object prepared) {
        this.operator = operator;
        this.operand = operand;
        this.prepared = prepared;
    }

    /**
     * The check of a value against {@code operand}.
     *
     * @throws IllegalArgumentException when the operand does not fit the operator; the message says what is expected
     */
    public static Check of(Operator operator, Object operand) {
        return new Check(operator, operand, prepare(operator, operand));
    }

    /** How the value is compared. */
    public Operator operator() {
        return operator;
    }

    /** What it is compared with, as written. */
    public Object operand() {
        return operand;
    }

    /** Whether the check holds for the value; null is a missing one. */
    boolean holds(Object value, Facts facts) {
        if (value == null) {
            return operator == Operator.EXISTS && Boolean.FALSE.equals(prepared);
        }
        return switch (operator) {
            case EQ -> Values.equal(value, prepared);
            case NE -> Values.sameType(value, prepared) && !Values.equal(value, prepared);
            case GT -> comparable(value, prepared) && compare(value, prepared) > 0;
            case GTE -> comparable(value, prepared) && compare(value, prepared) >= 0;
            case LT -> comparable(value, prepared) && compare(value, prepared) < 0;
            case LTE -> comparable(value, prepared) && compare(value, prepared) <= 0;
            case IN -> oneOf((List<?>) prepared, value);
            case CONTAINS ->
                value instanceof List<?> list
                        ? oneOf(list, prepared)
                        : value instanceof String text && prepared instanceof String part && text.contains(part);
            case STARTS_WITH -> value instanceof String text && text.startsWith((String) prepared);
            case MATCHES ->
                value instanceof String text
                        && text.length() <= MAX_SEARCHED
                        && ((Pattern) prepared).matcher(text).find();
            case EXISTS -> Boolean.TRUE.equals(prepared);
            case BEFORE, AFTER, WITHIN -> timely(value, facts);
            case BETWEEN -> between(value, facts);
        };
    }

    /** What is odd about comparing this value, or null. */
    String note(Object value) {
        if (value == null) {
            return operator == Operator.EXISTS ? null : "the value is missing";
        }
        String expected = expected(value);
        return expected == null ? null : "the value is " + Values.type(value) + ", compared with " + expected;
    }

    private String expected(Object value) {
        boolean text = value instanceof String;
        return switch (operator) {
            case EQ, NE -> Values.sameType(value, prepared) ? null : Values.type(prepared);
            case GT, GTE, LT, LTE -> comparable(value, prepared) ? null : Values.type(prepared);
            case IN ->
                ((List<?>) prepared).stream().anyMatch(p -> Values.sameType(value, p))
                        ? null
                        : "values of another type";
            case CONTAINS -> value instanceof List || text && prepared instanceof String ? null : "a list or text";
            case STARTS_WITH -> text ? null : "text";
            case MATCHES ->
                text && ((String) value).length() <= MAX_SEARCHED ? null : "text of at most " + MAX_SEARCHED;
            case EXISTS -> null;
            case BEFORE, AFTER, WITHIN -> text && TimePoint.read((String) value) != null ? null : "a time";
            case BETWEEN -> betweenExpects(value);
        };
    }

    private String betweenExpects(Object value) {
        Object first = ((List<?>) prepared).getFirst();
        if (first instanceof TimePoint) {
            return value instanceof String text && TimePoint.read(text) != null ? null : "times";
        }
        return comparable(value, first) ? null : Values.type(first);
    }

    private static boolean comparable(Object a, Object b) {
        return a instanceof Number && b instanceof Number || a instanceof String && b instanceof String;
    }

    private static int compare(Object a, Object b) {
        return a instanceof Number x ? Values.compare(x, (Number) b) : ((String) a).compareTo((String) b);
    }

    private static boolean oneOf(List<?> list, Object value) {
        for (int i = 0; i < list.size(); i++) {
            if (Values.equal(list.get(i), value)) {
                return true;
            }
        }
        return false;
    }

    private boolean timely(Object value, Facts facts) {
        Instant at = time(value, facts);
        if (at == null) {
            return false;
        }
        return switch (prepared) {
            case Span span ->
                !at.isAfter(facts.now()) && !at.isBefore(span.negated().after(facts.now(), facts.zone()));
            case TimePoint point when operator == Operator.BEFORE -> at.isBefore(point.at(facts.now(), facts.zone()));
            case TimePoint point -> at.isAfter(point.at(facts.now(), facts.zone()));
            default -> throw new IllegalStateException(operator + " was prepared as " + prepared.getClass());
        };
    }

    private boolean between(Object value, Facts facts) {
        List<?> bounds = (List<?>) prepared;
        Object low = bounds.getFirst();
        Object high = bounds.getLast();
        if (low instanceof TimePoint from && high instanceof TimePoint to) {
            Instant at = time(value, facts);
            return at != null
                    && !at.isBefore(from.at(facts.now(), facts.zone()))
                    && !at.isAfter(to.at(facts.now(), facts.zone()));
        }
        return comparable(value, low) && compare(value, low) >= 0 && compare(value, high) <= 0;
    }

    private static Instant time(Object value, Facts facts) {
        TimePoint point = value instanceof String text ? TimePoint.read(text) : null;
        return point == null ? null : point.at(facts.now(), facts.zone());
    }

    private static Object prepare(Operator operator, Object operand) {
        return switch (operator) {
            case EQ, NE, CONTAINS -> some(operand);
            case GT, GTE, LT, LTE -> {
                require(operand instanceof Number || operand instanceof String, "a number or a text");
                yield operand;
            }
            case IN -> {
                require(
                        operand instanceof List<?> list
                                && !list.isEmpty()
                                && list.stream().noneMatch(Objects::isNull),
                        "a list of values");
                yield operand;
            }
            case STARTS_WITH -> text(operand, "a text");
            case MATCHES -> pattern(text(operand, "an RE2 expression"));
            case EXISTS -> {
                require(operand instanceof Boolean, "true or false");
                yield operand;
            }
            case BEFORE, AFTER -> {
                TimePoint point = operand instanceof String text ? TimePoint.readConstant(text) : null;
                require(
                        point != null,
                        "a time such as 2026-11-21T10:00:00Z, a date, or a duration from now such as -P7D");
                yield point;
            }
            case WITHIN -> {
                Span span = Span.parse(text(operand, "an ISO 8601 duration such as P7D"));
                require(span.isPositive(), "a duration longer than nothing");
                yield span;
            }
            case BETWEEN -> bounds(operand);
        };
    }

    private static Object bounds(Object operand) {
        String expected = "a list of two numbers, two texts or two times, the lower first";
        require(operand instanceof List<?> list && list.size() == 2 && comparable(list.get(0), list.get(1)), expected);
        List<?> bounds = (List<?>) operand;
        if (bounds.get(0) instanceof String low && bounds.get(1) instanceof String high) {
            TimePoint from = TimePoint.readConstant(low);
            TimePoint to = TimePoint.readConstant(high);
            if (from != null && to != null) {
                return List.of(from, to);
            }
        }
        require(compare(bounds.get(0), bounds.get(1)) <= 0, expected);
        return bounds;
    }

    private static Pattern pattern(String expression) {
        require(expression.length() <= MAX_PATTERN, "an RE2 expression of at most " + MAX_PATTERN + " characters");
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is not an RE2 expression: " + e.getDescription(), e);
        }
    }

    private static Object some(Object operand) {
        require(operand != null, "a value; a missing value is found with exists: false");
        return operand;
    }

    private static String text(Object operand, String expected) {
        require(operand instanceof String, expected);
        return (String) operand;
    }

    private static void require(boolean fits, String expected) {
        if (!fits) {
            throw new IllegalArgumentException("has the wrong form, expected " + expected);
        }
    }

    /** The check in plain words, or, where {@code holds} is false, its denial. */
    String describe(boolean holds) {
        return switch (operator) {
            case EQ, NE, GT, GTE, LT, LTE -> (holds ? "is " : "is not ") + operator.words() + Words.value(operand);
            case IN ->
                (holds ? "is " : "is not ")
                        + Words.list(
                                ((List<?>) operand).stream().map(Words::value).toList(), "or");
            case CONTAINS -> (holds ? "contains " : "does not contain ") + Words.value(operand);
            case STARTS_WITH -> (holds ? "starts with " : "does not start with ") + Words.value(operand);
            case MATCHES -> (holds ? "matches " : "does not match ") + operand;
            case EXISTS -> Boolean.TRUE.equals(operand) == holds ? "exists" : "is missing";
            case BEFORE, AFTER -> (holds ? "is " : "is not ") + operator.words() + bound(prepared);
            case BETWEEN ->
                (holds ? "is " : "is not ")
                        + operator.words()
                        + ((List<?>) prepared).stream().map(Check::bound).collect(Collectors.joining(" and "));
            case WITHIN -> (holds ? "is " : "is not ") + operator.words() + Words.span((Span) prepared);
        };
    }

    private static String bound(Object bound) {
        return bound instanceof TimePoint point ? point.words() : Words.value(bound);
    }

    /** How far from now the bounds lie that move with it. */
    List<Span> moving() {
        return switch (prepared) {
            case Span span -> List.of(new Span(Period.ZERO, Duration.ZERO), span.negated());
            case TimePoint.Relative(Span span) -> List.of(span);
            case List<?> bounds
            when operator == Operator.BETWEEN ->
                bounds.stream()
                        .filter(TimePoint.Relative.class::isInstance)
                        .map(bound -> ((TimePoint.Relative) bound).span())
                        .toList();
            default -> List.of();
        };
    }

    /** True when the verdict depends on the time that it is, or on the zone. */
    boolean isTimed() {
        return switch (operator) {
            case BEFORE, AFTER, WITHIN -> true;
            case BETWEEN -> ((List<?>) prepared).getFirst() instanceof TimePoint;
            case EQ, NE, GT, GTE, LT, LTE, IN, CONTAINS, STARTS_WITH, MATCHES, EXISTS -> false;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Check check && operator == check.operator && operand.equals(check.operand);
    }

    @Override
    public int hashCode() {
        return 31 * operator.hashCode() + operand.hashCode();
    }

    @Override
    public String toString() {
        return operator.wire() + " " + operand;
    }
}
