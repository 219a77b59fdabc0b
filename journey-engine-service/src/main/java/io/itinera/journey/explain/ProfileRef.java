package io.itinera.journey.explain;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whom an explanation is about.
 *
 * @param id the profile that it is now
 * @param was other profiles that became part of it, whose decisions are its own
 */
public record ProfileRef(String id, List<String> was) {

    /** All profiles whose decisions count. */
    List<String> all() {
        return Stream.concat(Stream.of(id), was.stream()).toList();
    }
}
