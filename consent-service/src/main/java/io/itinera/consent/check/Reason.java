package io.itinera.consent.check;

/** Why a message may or may not be sent. */
public enum Reason {
    /** The purpose needs a yes, and there is one. */
    OPT_IN("opt-in", true),
    /** The purpose needs no yes, and there is no no. */
    TRANSACTIONAL("transactional", true),
    /** The purpose needs a yes, and the customer was never asked. */
    NO_CONSENT("no-consent", false),
    /** The customer said no. */
    DENIED("denied", false),
    /** The address gets no message at all. */
    SUPPRESSED_ADDRESS("suppressed-address", false),
    /** Nobody configured the purpose. */
    UNKNOWN_PURPOSE("unknown-purpose", false);

    private final String wire;
    private final boolean allows;

    Reason(String wire, boolean allows) {
        this.wire = wire;
        this.allows = allows;
    }

    /** The word in the API. */
    public String wire() {
        return wire;
    }

    /** True when the message may be sent. */
    public boolean allows() {
        return allows;
    }
}
