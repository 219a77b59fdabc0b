package io.itinera.systemtests.clock;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The clock of another JVM, which a test sets forward and back: {@link ClockAgent} in a jar, and the file that it follows. */
public final class MovableClock {

    private final Path jar;
    private final Path file;

    /** A clock that is right, kept in {@code folder}. */
    public MovableClock(Path folder) {
        jar = folder.resolve("clock-agent.jar");
        file = folder.resolve("clock-moved");
        try {
            Files.createDirectories(folder);
            pack();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set(Duration.ZERO);
    }

    /** The variables that a JVM is started with to have this clock. */
    public Map<String, String> environment() {
        return Map.of("JAVA_TOOL_OPTIONS", "-javaagent:%s=%s".formatted(jar, file));
    }

    /** Sets the clock: before the right time, or behind it where that is negative. */
    public void set(Duration ahead) {
        try {
            Path next = file.resolveSibling("clock-moving");
            Files.writeString(next, Long.toString(ahead.toMillis()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JDK's own classes find ours, as the jar is on the boot class path as well. */
    private void pack() throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", ClockAgent.class.getName());
        main.putValue("Boot-Class-Path", jar.getFileName().toString());
        main.putValue("Can-Retransform-Classes", "true");
        try (OutputStream to = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(to, manifest)) {
            for (String name : List.of("ClockAgent", "MovedTime", "TimeCalls", "TimeCalls$Pool")) {
                String entry = "%s/%s.class"
                        .formatted(MovableClock.class.getPackageName().replace('.', '/'), name);
                out.putNextEntry(new JarEntry(entry));
                try (InputStream in = MovableClock.class.getResourceAsStream("/" + entry)) {
                    in.transferTo(out);
                }
            }
        }
    }
}
