package io.itinera.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository that the tests look at. */
public final class Repository {

    /** The folder that holds the parent build. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Repository() {}

    /** The five services with their ports. */
    public enum Service {
        EVENT_INGEST("event-ingest-service", 8081),
        PROFILE("profile-service", 8082),
        JOURNEY_ENGINE("journey-engine-service", 8083),
        CONSENT("consent-service", 8084),
        CHANNEL("channel-service", 8085);

        private final String module;
        private final int port;

        Service(String module, int port) {
            this.module = module;
            this.port = port;
        }

        /** Name of the Maven module, the image, and everything in Kubernetes. */
        public String module() {
            return module;
        }

        /** The HTTP port. */
        public int port() {
            return port;
        }

        /** The module's folder. */
        public Path folder() {
            return ROOT.resolve(module);
        }

        /** Finds a service by its module's name. */
        public static Service named(String module) {
            return Stream.of(values())
                    .filter(s -> s.module.equals(module))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no service is called " + module));
        }
    }

    /** All files below a folder whose name ends so, in order of their path. */
    public static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
