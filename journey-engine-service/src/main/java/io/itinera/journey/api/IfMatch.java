package io.itinera.journey.api;

import io.itinera.journey.catalog.Match;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;
import java.util.HashSet;
import java.util.Set;

/** The condition of a change, RFC 9110 section 13.1.1: no change without having seen what is changed. */
final class IfMatch {

    private IfMatch() {}

    /**
     * @param header value of If-Match
     * @throws ProblemException 428 when it is missing
     */
    static Match parse(String header) {
        if (header == null || header.isBlank()) {
            throw new ProblemException(
                    CommonProblem.PRECONDITION_REQUIRED, "send If-Match with the ETag of the journey that you read");
        }
        if (header.strip().equals("*")) {
            return Match.ANY;
        }
        Set<Long> revisions = new HashSet<>();
        for (String tag : header.split(",")) {
            revisions.add(revision(tag.strip()));
        }
        return new Match(revisions);
    }

    /** A weak or foreign tag is well-formed and matches nothing. */
    private static long revision(String tag) {
        if (tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"")) {
            try {
                return Long.parseLong(tag.substring(1, tag.length() - 1));
            } catch (NumberFormatException _) {
                return -1;
            }
        }
        return -1;
    }
}
