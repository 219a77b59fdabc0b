package io.itinera.conditions;

/** How a value is compared with a constant. */
public enum Operator {
    /** Equal; numbers by value, lists and objects by content. */
    EQ("eq", ""),
    /** There, of the same type, and not equal. */
    NE("ne", "other than "),
    /** Greater; numbers by value, texts by character. */
    GT("gt", "greater than "),
    /** Greater or equal. */
    GTE("gte", "at least "),
    /** Less. */
    LT("lt", "less than "),
    /** Less or equal. */
    LTE("lte", "at most "),
    /** Equal to one of a list. */
    IN("in", ""),
    /** A list with an equal element, or a text with the part. */
    CONTAINS("contains", "contains "),
    /** A text that begins with the part. */
    STARTS_WITH("startsWith", "starts with "),
    /** A text with a part that the RE2 expression describes. */
    MATCHES("matches", "matches "),
    /** There at all; {@code exists: false} is the one check that a missing value passes. */
    EXISTS("exists", "exists"),
    /** A time before the constant: a time, a date, or a duration from now. */
    BEFORE("before", "before "),
    /** A time after the constant. */
    AFTER("after", "after "),
    /** From the first to the second constant, both included: numbers, texts, or times. */
    BETWEEN("between", "between "),
    /** A time in the past, at most that long ago. */
    WITHIN("within", "within the last ");

    private final String wire;
    private final String words;

    Operator(String wire, String words) {
        this.wire = wire;
        this.words = words;
    }

    /** The name used in the condition language. */
    public String wire() {
        return wire;
    }

    /** What follows "is" in plain words, ready for the constant. */
    String words() {
        return words;
    }

    /** The operator of that name, or null. */
    static Operator of(String wire) {
        for (Operator operator : values()) {
            if (operator.wire.equals(wire)) {
                return operator;
            }
        }
        return null;
    }
}
