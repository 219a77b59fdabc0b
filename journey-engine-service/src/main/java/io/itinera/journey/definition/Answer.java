package io.itinera.journey.definition;

import java.util.Map;

/**
 * What came back to a step that waits for it: from an endpoint, a person, or another journey.
 *
 * @param outcome machine-readable word that decides the way
 * @param values what else came with it
 */
public record Answer(String outcome, Map<String, Object> values) {

    public Answer {
        values = values == null ? Map.of() : values;
    }
}
