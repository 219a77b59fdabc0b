package io.itinera.journey.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.itinera.conditions.Explanation;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The explanations of conditions that a transition carries, as they are read back from its record. */
public final class RecordedExplanations {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private RecordedExplanations() {}

    /** Those anywhere in the detail, the outermost only. */
    public static List<Explanation> of(Transition transition) {
        try {
            List<Explanation> explanations = new ArrayList<>();
            find(Wire.JSON.readValue(Wire.JSON.writeValueAsString(transition.detail()), MAP), explanations);
            return explanations;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a detail has a JSON form", e);
        }
    }

    private static void find(Object value, List<Explanation> found) {
        if (value instanceof Map<?, ?> map && map.containsKey("holds")) {
            found.add(Explanation.parse(map));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(v -> find(v, found));
        } else if (value instanceof List<?> list) {
            list.forEach(v -> find(v, found));
        }
    }
}
