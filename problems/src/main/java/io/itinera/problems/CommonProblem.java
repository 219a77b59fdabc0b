package io.itinera.problems;

/** Problems that every API of the suite can answer with. */
public enum CommonProblem implements ProblemKind {
    /** The body is not JSON, or a field has the wrong type. */
    MALFORMED_REQUEST("malformed-request", "The request cannot be read", 400),
    /** The request can be read, but a field breaks a rule. */
    INVALID_REQUEST("invalid-request", "The request is not valid", 422),
    /** No bearer token, or one that is not valid. */
    UNAUTHENTICATED("unauthenticated", "A valid bearer token is needed", 401),
    /** The token's roles do not allow it. */
    FORBIDDEN("forbidden", "The token's roles do not allow this", 403),
    /** There is no such thing. */
    NOT_FOUND("not-found", "There is no such thing", 404),
    /** The method is not allowed here. */
    METHOD_NOT_ALLOWED("method-not-allowed", "The method is not allowed here", 405),
    /** None of the accepted media types can be produced. */
    NOT_ACCEPTABLE("not-acceptable", "None of the accepted media types can be produced", 406),
    /** It is not what it was when the caller last saw it. */
    CONFLICT("conflict", "It conflicts with the present state", 409),
    /** If-Match names another version than the present one. */
    PRECONDITION_FAILED("precondition-failed", "It has changed since it was read", 412),
    /** The body is larger than the limit. */
    TOO_LARGE("too-large", "The request is too large", 413),
    /** The body's media type is not understood. */
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", "The media type is not understood", 415),
    /** If-Match is required. */
    PRECONDITION_REQUIRED("precondition-required", "If-Match is required", 428),
    /** Too many requests. */
    TOO_MANY_REQUESTS("too-many-requests", "Too many requests", 429),
    /** A defect of ours: the log has the error under the same trace. */
    INTERNAL_ERROR("internal-error", "Something went wrong on our side", 500),
    /** A back end does not answer; the request may be repeated. */
    UNAVAILABLE("unavailable", "A back end does not answer", 503);

    private final String slug;
    private final String title;
    private final int status;

    CommonProblem(String slug, String title, int status) {
        this.slug = slug;
        this.title = title;
        this.status = status;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int status() {
        return status;
    }

    /** The kind for a bare HTTP status that a framework answered with. */
    static CommonProblem forStatus(int status) {
        for (CommonProblem kind : values()) {
            if (kind.status == status) {
                return kind;
            }
        }
        return status >= 500 ? INTERNAL_ERROR : MALFORMED_REQUEST;
    }
}
