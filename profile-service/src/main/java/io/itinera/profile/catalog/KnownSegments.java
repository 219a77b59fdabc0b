package io.itinera.profile.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Condition;
import io.itinera.contracts.PublishedSegment.State;
import io.itinera.problems.ProblemException;
import io.itinera.profile.segment.Definition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The segments, for those who ask about them and change nothing. */
@ApplicationScoped
public class KnownSegments {

    private final SegmentStore store;

    KnownSegments(SegmentStore store) {
        this.store = store;
    }

    /** Definitions by key, of all that were not removed. */
    @Transactional
    public Map<String, Definition.Version> definitions() {
        return byKey(store.living());
    }

    /** Definitions by key, of those that memberships follow. */
    @Transactional
    public Map<String, Definition.Version> ready() {
        return byKey(store.list("state", State.READY.wire()));
    }

    private static Map<String, Definition.Version> byKey(List<SegmentRow> rows) {
        Map<String, Definition.Version> definitions = new LinkedHashMap<>();
        rows.forEach(row -> definitions.put(
                row.key,
                new Definition.Version(row.revision, Segments.condition(row.condition), Segments.zone(row.zone))));
        return definitions;
    }

    /**
     * Reads a condition.
     *
     * @throws ProblemException when it cannot be that of a segment
     */
    public Condition read(JsonNode json) {
        return Segments.read(json);
    }
}
