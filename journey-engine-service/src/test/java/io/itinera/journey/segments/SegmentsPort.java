package io.itinera.journey.segments;

import io.itinera.local.backend.Ports;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where the service looks for segments: a port on which a test puts a {@link ProfileServiceDouble}, and nobody else answers. */
public final class SegmentsPort implements QuarkusTestResourceLifecycleManager {

    private static final String PORT = "itinera.test.segments-port";

    private Path token;

    /** The port. The test is loaded by another class loader than this resource, and so the JVM knows it. */
    static int port() {
        return Integer.getInteger(PORT);
    }

    @Override
    public Map<String, String> start() {
        int port = Ports.free();
        System.setProperty(PORT, Integer.toString(port));
        try {
            token = Files.createTempFile("service", ".token");
            Files.writeString(token, "the-token\n");
            return Map.of(
                    "quarkus.rest-client.segments.url",
                    "http://localhost:" + port,
                    "itinera.journey.service-token-file",
                    token.toString(),
                    "itinera.journey.segments.interval",
                    "0.2s",
                    "itinera.journey.segments.settle",
                    "PT0.1S",
                    "itinera.journey.segments.keep-entry",
                    "PT0.5S",
                    "itinera.journey.segments.keep-inside",
                    "PT0.5S");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            Files.deleteIfExists(token);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
