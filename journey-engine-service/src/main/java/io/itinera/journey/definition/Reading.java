package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.Derived;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What reading one document has found so far. */
final class Reading {

    private final List<Finding> findings = new ArrayList<>();
    private final List<Found> conditions = new ArrayList<>();
    private final Map<String, SegmentNeed> segments = new LinkedHashMap<>();
    private final int version;
    private ZoneId zone;

    /**
     * @param version of the definition, 0 for a draft
     */
    Reading(int version) {
        this.version = version;
    }

    int version() {
        return version;
    }

    /** The journey's zone, or null: days are meant in it for profiles that have no zone of their own. */
    ZoneId zone() {
        return zone;
    }

    void zone(ZoneId journey) {
        zone = journey;
    }

    /** Where a condition stands, which decides what it can ask. */
    enum Place {
        /** The {@code where} of an event: its properties, and the profile. */
        EVENT,
        /** Before an instance exists: the event and the profile. */
        ENTRY,
        /** At any time, of every profile: what profile-service can say of it. */
        SEGMENT,
        /** Within an instance: all of it. */
        INSTANCE
    }

    /** A condition of the document. */
    record Found(String pointer, Condition condition, Place place) {}

    void found(String pointer, Condition condition, Place place) {
        conditions.add(new Found(pointer, condition, place));
        if (place != Place.SEGMENT) {
            Conditions.leaves(condition).forEach(leaf -> {
                if (leaf instanceof Derived derived) {
                    needs(derived, pointer);
                }
            });
        }
    }

    /** Notes a segment without which the journey cannot decide. */
    void needs(Derived derived, String pointer) {
        SegmentNeed need =
                new SegmentNeed(derived.segment(), derived.asked(), derived.zone(), SegmentNeed.Use.at(pointer));
        segments.merge(need.segment(), need, SegmentNeed::and);
    }

    /** Segments that profile-service must keep for the journey. */
    Collection<SegmentNeed> segments() {
        return segments.values();
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
