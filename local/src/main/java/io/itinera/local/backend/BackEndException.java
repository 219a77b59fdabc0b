package io.itinera.local.backend;

/** A back end does not start or does not answer; the message says what to do about it. */
public class BackEndException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A sentence for people. */
    public BackEndException(String message) {
        super(message);
    }

    /** A sentence for people, and what was behind it. */
    public BackEndException(String message, Throwable cause) {
        super(message, cause);
    }
}
