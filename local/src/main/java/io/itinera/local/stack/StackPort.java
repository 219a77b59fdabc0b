package io.itinera.local.stack;

/** A port of the stack; each can be moved by its environment variable. */
public enum StackPort {
    /** event-ingest-service. */
    INTAKE(8081, "intake"),
    /** profile-service. */
    PROFILES(8082, "profiles"),
    /** journey-engine-service. */
    JOURNEYS(8083, "journeys"),
    /** consent-service. */
    CONSENT(8084, "consent"),
    /** channel-service. */
    CHANNELS(8085, "channels"),
    /** The inbox's web view. */
    INBOX(8025, "inbox"),
    /** The inbox's SMTP server. */
    SMTP(1025, "SMTP"),
    /** The broker. */
    KAFKA(19092, "Kafka"),
    /** The database. */
    POSTGRES(15432, "PostgreSQL"),
    /** The cache. */
    REDIS(16379, "Redis");

    private final int standard;
    private final String label;

    StackPort(int standard, String label) {
        this.standard = standard;
        this.label = label;
    }

    /** The port where nothing else is asked for. */
    public int standard() {
        return standard;
    }

    /** What people call it. */
    public String label() {
        return label;
    }

    /** The environment variable that moves it. */
    public String variable() {
        return "ITINERA_" + name() + "_PORT";
    }
}
