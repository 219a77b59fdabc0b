package io.itinera.profile.catalog;

import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The condition of a change, RFC 9110 section 13.1.1. */
final class SeenVersions {

    private SeenVersions() {}

    /** The versions that the header names, null when there is none. A weak or foreign tag is well-formed and matches nothing. */
    static LongPredicate parse(String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            return null;
        }
        if (ifMatch.strip().equals("*")) {
            return version -> true;
        }
        Set<String> tags = Stream.of(ifMatch.split(",")).map(String::strip).collect(Collectors.toSet());
        return version -> tags.contains("\"" + version + "\"");
    }
}
