package io.itinera.journey.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.Wire;
import java.util.List;

/** Small values that are kept as JSON in a column of text. */
final class Texts {

    private Texts() {}

    static <T> T read(String text, Class<T> type) {
        try {
            return Wire.JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored value is JSON", e);
        }
    }

    static String write(Object value) {
        try {
            return Wire.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value has a JSON form", e);
        }
    }

    static List<String> list(String text) {
        return text == null ? List.of() : List.of(read(text, String[].class));
    }

    /** The list as JSON; null for an empty one. */
    static String write(List<String> list) {
        return list.isEmpty() ? null : write((Object) list);
    }
}
