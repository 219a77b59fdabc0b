package io.itinera.problems;

import java.util.List;
import java.util.Map;

/** Thrown by a resource to answer with a problem; nobody builds error bodies by hand. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers;

    /** A problem without places. */
    public ProblemException(ProblemKind kind, String detail) {
        this(Problem.of(kind, detail), Map.of());
    }

    /** A problem with the places that are wrong. */
    public ProblemException(ProblemKind kind, String detail, List<Problem.FieldError> errors) {
        this(Problem.of(kind, detail, errors), Map.of());
    }

    /** A problem with headers, such as Retry-After. */
    public ProblemException(Problem problem, Map<String, String> headers) {
        super(problem.title() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
        this.headers = Map.copyOf(headers);
    }

    /** The single field that breaks a rule: a 422. */
    public static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(
                CommonProblem.INVALID_REQUEST, detail, List.of(new Problem.FieldError(pointer, detail)));
    }

    /** The thing asked for is not there: a 404. */
    public static ProblemException notFound(String what) {
        return new ProblemException(CommonProblem.NOT_FOUND, what + " is not there");
    }

    /** The body of the answer. */
    public Problem problem() {
        return problem;
    }

    /** Headers of the answer. */
    public Map<String, String> headers() {
        return headers;
    }
}
