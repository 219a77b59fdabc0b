package io.itinera.journey.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Wire;

/** A definition as text: kept as it was written, key order included, which jsonb would not. */
final class DefinitionText {

    private DefinitionText() {}

    static JsonNode read(String text) {
        try {
            return Wire.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored definition is JSON", e);
        }
    }

    static String write(JsonNode definition) {
        return definition.toString();
    }
}
