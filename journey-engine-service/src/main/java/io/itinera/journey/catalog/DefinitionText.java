package io.itinera.journey.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.database.StoredJson;

/** A definition as text: kept as it was written, key order included, which jsonb would not. */
final class DefinitionText {

    private DefinitionText() {}

    static JsonNode read(String text) {
        return StoredJson.read(text);
    }

    static String write(JsonNode definition) {
        return definition.toString();
    }
}
