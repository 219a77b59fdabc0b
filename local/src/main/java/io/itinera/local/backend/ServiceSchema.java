package io.itinera.local.backend;

/** A service's own part of the database: a schema and a role of the same name, so that no service can reach another's tables. */
public enum ServiceSchema {
    /** event-ingest-service. */
    INGEST,
    /** profile-service. */
    PROFILE,
    /** journey-engine-service. */
    JOURNEY,
    /** consent-service. */
    CONSENT,
    /** channel-service. */
    CHANNEL;

    /** Name of the schema and of its role. */
    public String sqlName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
