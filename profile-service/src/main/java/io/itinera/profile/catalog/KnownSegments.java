package io.itinera.profile.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Condition;
import io.itinera.contracts.PublishedSegment.State;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.Map;

/** The segments, for those who ask about them and change nothing. */
@ApplicationScoped
public class KnownSegments {

    private final SegmentStore store;

    KnownSegments(SegmentStore store) {
        this.store = store;
    }

    /** Conditions by key, of all that were not removed. */
    @Transactional
    public Map<String, Condition> conditions() {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        store.living().forEach(row -> conditions.put(row.key, Segments.condition(row.condition)));
        return conditions;
    }

    /** Conditions by key, of those whose memberships follow them. */
    @Transactional
    public Map<String, Condition> ready() {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        store.list("state", State.READY.wire())
                .forEach(row -> conditions.put(row.key, Segments.condition(row.condition)));
        return conditions;
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
