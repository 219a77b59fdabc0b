package io.itinera.local.backend;

import java.nio.file.Path;

/** Servers that a killed JVM left running. */
public final class LeftOvers {

    private LeftOvers() {}

    /** Stops PostgreSQL and Redis that work in {@code dir}'s folders {@code postgres} and {@code redis}. */
    public static void stop(Path dir) {
        PostgresBackEnd.stopLeftOver(dir.resolve("postgres"));
        RedisBackEnd.stopLeftOver(dir.resolve("redis"));
    }
}
