package io.itinera.ingest.publish;

/** Kafka may not have all records of a call. Repeating the call is harmless. */
public class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnavailableException(String why) {
        super(why, null, false, false);
    }
}
