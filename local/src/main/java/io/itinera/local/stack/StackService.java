package io.itinera.local.stack;

import io.itinera.local.backend.ServiceSchema;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A service of the suite as the launcher knows it. */
public enum StackService {
    /** Takes events in. */
    INGEST("event-ingest-service", StackPort.INTAKE, ServiceSchema.INGEST, 256),
    /** Keeps profiles. */
    PROFILE("profile-service", StackPort.PROFILES, ServiceSchema.PROFILE, 448),
    /** Runs journeys. */
    JOURNEY("journey-engine-service", StackPort.JOURNEYS, ServiceSchema.JOURNEY, 448),
    /** Keeps consent. */
    CONSENT("consent-service", StackPort.CONSENT, ServiceSchema.CONSENT, 256),
    /** Delivers messages. */
    CHANNEL("channel-service", StackPort.CHANNELS, ServiceSchema.CHANNEL, 320);

    private final String module;
    private final StackPort port;
    private final ServiceSchema schema;
    private final int heapMegabytes;

    StackService(String module, StackPort port, ServiceSchema schema, int heapMegabytes) {
        this.module = module;
        this.port = port;
        this.schema = schema;
        this.heapMegabytes = heapMegabytes;
    }

    /** The Maven module, which is also the folder and the log's name. */
    public String module() {
        return module;
    }

    /** Where it listens. */
    public StackPort port() {
        return port;
    }

    /** Its part of the database. */
    public ServiceSchema schema() {
        return schema;
    }

    /** Largest heap, in MiB. */
    public int heapMegabytes() {
        return heapMegabytes;
    }

    /** Prefix of the environment variables of the service's own settings. */
    public String variablePrefix() {
        return "ITINERA_" + name() + "_";
    }

    /** The service that people mean by a word: its module, its port's label, or its short name. */
    public static Optional<StackService> byName(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(service -> service.module.equals(wanted)
                        || service.port.label().equals(wanted)
                        || service.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }
}
