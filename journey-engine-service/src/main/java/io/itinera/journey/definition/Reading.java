package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import java.util.ArrayList;
import java.util.List;

/** What reading one document has found so far. */
final class Reading {

    private final List<Finding> findings = new ArrayList<>();
    private final List<Found> conditions = new ArrayList<>();

    /** Where a condition stands, which decides what it can ask. */
    enum Place {
        /** The {@code where} of an event: its properties, and the profile. */
        EVENT,
        /** Before an instance exists: the event and the profile. */
        ENTRY,
        /** Within an instance: all of it. */
        INSTANCE
    }

    /** A condition of the document. */
    record Found(String pointer, Condition condition, Place place) {}

    void found(String pointer, Condition condition, Place place) {
        conditions.add(new Found(pointer, condition, place));
    }

    void error(String pointer, String message) {
        findings.add(Finding.error(pointer, message));
    }

    void error(String pointer, String code, String message) {
        findings.add(Finding.error(pointer, code, message));
    }

    void warning(String pointer, String code, String message) {
        findings.add(Finding.warning(pointer, code, message));
    }

    List<Finding> findings() {
        return findings;
    }

    List<Found> conditions() {
        return conditions;
    }

    boolean failed() {
        return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
    }
}
