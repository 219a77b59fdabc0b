package io.itinera.journey.cluster;

/** The API server refused, or did not answer. The message holds no data of people. */
final class ClusterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClusterException(String message, Throwable cause) {
        super(message, cause);
    }

    /** An answer that is no yes. */
    static ClusterException answered(String method, String what, int status) {
        return new ClusterException("the API server answered %s %s with %d".formatted(method, what, status), null);
    }
}
