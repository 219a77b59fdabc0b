package io.itinera.ingest.intake;

/**
 * Why an event cannot be used. The call still succeeds, as with Segment; the event goes to {@code events.dead}.
 *
 * @param reason the kind of trouble
 * @param detail one sentence that names the field, without personal data
 */
public record Refusal(Reason reason, String detail) {

    /** Kinds of trouble; metric label and {@code dead-reason} header. */
    public enum Reason {
        /** Neither userId nor anonymousId. */
        NO_IDENTIFIER("no-identifier"),
        /** A track without event. */
        NO_EVENT_NAME("no-event-name"),
        /** A group without groupId. */
        NO_GROUP_ID("no-group-id"),
        /** An alias without previousId. */
        NO_PREVIOUS_ID("no-previous-id"),
        /** A type that is not one of the six calls. */
        UNKNOWN_TYPE("unknown-type"),
        /** A field that is not what it must be. */
        WRONG_TYPE("wrong-type"),
        /** A time that is not ISO 8601, or outside of 1970 to 9999. */
        INVALID_TIMESTAMP("invalid-timestamp"),
        /** An identifier or a name beyond any use. */
        TOO_LONG("too-long");

        private final String wire;

        Reason(String wire) {
            this.wire = wire;
        }

        /** The word in headers, metrics and answers. */
        public String wire() {
            return wire;
        }
    }
}
