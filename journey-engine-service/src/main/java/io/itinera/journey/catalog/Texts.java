package io.itinera.journey.catalog;

import io.itinera.journey.database.StoredJson;
import java.util.List;

/** Lists of texts that are kept as JSON in a column; empty ones are null there. */
final class Texts {

    private Texts() {}

    static List<String> list(String text) {
        return text == null ? List.of() : List.of(StoredJson.read(text, String[].class));
    }

    static String write(List<String> list) {
        return list.isEmpty() ? null : StoredJson.write(list);
    }
}
