package io.itinera.journey.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;

/** What requests carry. */
final class Bodies {

    private Bodies() {}

    /**
     * The body.
     *
     * @param what it is, for the problem
     * @throws ProblemException 400 when there is none
     */
    static JsonNode present(JsonNode body, String what) {
        if (body == null || body.isMissingNode()) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "the body is " + what + ", but is empty");
        }
        return body;
    }
}
