package io.itinera.conditions;

import java.util.Map;

/** A condition of the language: parsed, checked and immutable. */
public sealed interface Condition
        permits All, Any, Not, Comparison, InSegment, EventCount, MessageIs, Consented, GoalReached, Derived {

    /** Whether it holds. */
    boolean test(Facts facts);

    /** Whether it holds, and why: the verdict is that of {@link #test}. */
    Explanation explain(Facts facts);

    /** The condition in plain words, a clause such as {@code trait email exists}. */
    default String describe() {
        return Phrases.of(this, true);
    }

    /** The condition's denial in plain words. */
    default String deny() {
        return Phrases.of(this, false);
    }

    /** The condition in the form that {@link Conditions#parse} reads. */
    Map<String, Object> toMap();
}
