package io.itinera.conditions;

import java.util.Locale;

/** Where a compared value comes from. */
public enum Source {
    /** A trait of the profile, else a computed trait of that name. */
    TRAIT,
    /** A property of the event; {@code event.…} is the event that ended the last wait. */
    PROPERTY,
    /** A score of the profile. */
    SCORE,
    /** What earlier steps brought: answers of webhooks, outcomes of tasks. */
    CONTEXT;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The name used in the condition language. */
    public String wire() {
        return wire;
    }
}
