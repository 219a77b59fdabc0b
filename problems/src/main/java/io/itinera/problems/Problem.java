package io.itinera.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;

/**
 * A problem detail, <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>: the body of every 4xx and 5xx answer.
 *
 * @param type URI that names the kind of problem; {@code docs/problems.md} describes each
 * @param title the kind in a few words
 * @param status HTTP status
 * @param detail what is wrong this time, and how to mend it; no personal data
 * @param errors the places that are wrong, empty when the problem has no place
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(URI type, String title, int status, String detail, List<FieldError> errors) {

    /** Media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = errors == null ? List.of() : List.copyOf(errors);
    }

    /** A problem of a kind without places. */
    public static Problem of(ProblemKind kind, String detail) {
        return new Problem(kind.type(), kind.title(), kind.status(), detail, List.of());
    }

    /** A problem of a kind with the places that are wrong. */
    public static Problem of(ProblemKind kind, String detail, List<FieldError> errors) {
        return new Problem(kind.type(), kind.title(), kind.status(), detail, errors);
    }

    /**
     * One place that is wrong.
     *
     * @param pointer JSON pointer into the request body, or {@code ?name} for a query parameter, {@code /…} for a path
     * @param detail what is wrong there, and what is expected
     */
    public record FieldError(String pointer, String detail) {}
}
