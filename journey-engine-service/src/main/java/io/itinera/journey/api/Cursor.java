package io.itinera.journey.api;

import io.itinera.problems.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a list goes on: opaque to callers. */
final class Cursor {

    private Cursor() {}

    static String after(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param cursor as answered with the page before, or null for the first
     * @param first where the first page begins
     * @throws ProblemException 422 when it is not one of ours
     */
    static long number(String cursor, long first) {
        try {
            return cursor == null ? first : Long.parseLong(read(cursor));
        } catch (NumberFormatException _) {
            throw ProblemException.invalid("?cursor", "is not a cursor that a page before answered with");
        }
    }

    /**
     * @param cursor as answered with the page before, or null for the first
     * @throws ProblemException 422 when it is not one of ours
     */
    static String read(String cursor) {
        try {
            return cursor == null ? "" : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw ProblemException.invalid("?cursor", "is not a cursor that a page before answered with");
        }
    }
}
