package io.itinera.profile.identity;

/** A link could not be decided because its keeper did not answer. */
public class UndecidedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Tells why. */
    public UndecidedException(Throwable cause) {
        super("the link could not be decided", cause);
    }
}
