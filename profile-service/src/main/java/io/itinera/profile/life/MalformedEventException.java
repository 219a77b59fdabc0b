package io.itinera.profile.life;

/** An input that can never be used, however often it is tried. It goes to the dead-letter topic with its reason. */
public class MalformedEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason machine-readable word
     * @param message one sentence without personal data
     * @param cause what showed it, or null
     */
    public MalformedEventException(String reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Machine-readable word why. */
    public String reason() {
        return reason;
    }
}
