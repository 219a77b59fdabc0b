package io.itinera.local.backend;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps a broker in this JVM from filling the log: only what goes wrong is said. */
public final class KafkaLogging {

    private static final List<String> BROKER = List.of(
            "kafka",
            "state.change.logger",
            "org.apache.kafka.common",
            "org.apache.kafka.controller",
            "org.apache.kafka.coordinator",
            "org.apache.kafka.image",
            "org.apache.kafka.metadata",
            "org.apache.kafka.network",
            "org.apache.kafka.queue",
            "org.apache.kafka.raft",
            "org.apache.kafka.server",
            "org.apache.kafka.storage",
            "org.apache.kafka.clients.admin");

    private final List<Logger> loggers = BROKER.stream().map(Logger::getLogger).toList();

    /** Quietens the broker; hold on to this object, since java.util.logging forgets levels of loggers that nobody holds. */
    public KafkaLogging quiet() {
        loggers.forEach(logger -> logger.setLevel(Level.SEVERE));
        return this;
    }
}
