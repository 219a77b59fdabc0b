package io.itinera.ingest.intake;

/** A dead letter still cannot be used. */
public class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason machine-readable word
     * @param detail one sentence without personal data
     */
    public RefusedException(String reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    /** Machine-readable word. */
    public String reason() {
        return reason;
    }
}
