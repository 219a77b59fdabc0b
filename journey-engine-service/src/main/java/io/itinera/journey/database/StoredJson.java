package io.itinera.journey.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Wire;

/** Values that are kept as JSON in a column; null is null. What is kept was written here, so that a flaw of it is a defect. */
public final class StoredJson {

    private StoredJson() {}

    /** The value as it is kept. */
    public static String write(Object value) {
        try {
            return value == null ? null : Wire.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is to be stored has a JSON form", e);
        }
    }

    /** What is kept, as any JSON. */
    public static JsonNode read(String text) {
        return read(text, JsonNode.class);
    }

    /** What is kept, as what it was. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return text == null ? null : Wire.JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is stored is JSON", e);
        }
    }

    /** The same for a type with parameters. */
    public static <T> T read(String text, TypeReference<T> type) {
        try {
            return text == null ? null : Wire.JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is stored is JSON", e);
        }
    }
}
