package io.itinera.profile.record;

import io.itinera.problems.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Where a page ends: opaque to callers, and good for as long as they like, since it names a place and not a number of rows. */
final class Cursor {

    private Cursor() {}

    static String afterId(UUID id) {
        return encode(id.toString());
    }

    static UUID id(String cursor) {
        if (cursor == null) {
            return new UUID(0, 0);
        }
        try {
            return UUID.fromString(decode(cursor));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    /**
     * A place in a timeline.
     *
     * @param at time of the last entry seen
     * @param id its id
     */
    record Place(Instant at, String id) {
        String text() {
            return encode(at + " " + id);
        }
    }

    static Place place(String cursor) {
        if (cursor == null) {
            return new Place(Instant.parse("9999-12-31T00:00:00Z"), "");
        }
        try {
            String[] parts = decode(cursor).split(" ", 2);
            if (parts.length != 2 || parts[1].indexOf('\0') >= 0) {
                throw invalid();
            }
            return new Place(Instant.parse(parts[0]), parts[1]);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw invalid();
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    }

    private static ProblemException invalid() {
        return ProblemException.invalid("?cursor", "cursor is not one that this service gave out");
    }
}
