package io.itinera.ingest.deadletter;

import io.itinera.problems.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where the next page of a list begins: for each partition the offset below which it goes on. Opaque to callers.
 *
 * @param before offset by partition
 */
record Cursor(Map<Integer, Long> before) {

    String text() {
        String plain = new TreeMap<>(before)
                .entrySet().stream().map(e -> e.getKey() + ":" + e.getValue()).collect(Collectors.joining(","));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads the text form; no text is the start. */
    static Cursor parse(String text) {
        Map<Integer, Long> before = new TreeMap<>();
        if (text == null || text.isEmpty()) {
            return new Cursor(before);
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            for (String part : plain.split(",")) {
                int colon = part.indexOf(':');
                before.put(Integer.parseInt(part.substring(0, colon)), Long.parseLong(part.substring(colon + 1)));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw ProblemException.invalid("?cursor", "is not a cursor that a page gave");
        }
        return new Cursor(before);
    }
}
