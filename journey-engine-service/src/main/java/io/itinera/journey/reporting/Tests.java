package io.itinera.journey.reporting;

import io.itinera.database.Column;
import java.util.Locale;

/** Whether a report counts what profiles of test segments did. */
public enum Tests {
    /** People only. */
    EXCLUDE(false),
    /** People and testers. */
    INCLUDE(false, true),
    /** Testers only. */
    ONLY(true);

    private final Boolean[] flags;

    Tests(Boolean... flags) {
        this.flags = flags;
    }

    /** The lower-case name used in the API. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    Column column() {
        return new Column("bool", flags.clone());
    }
}
