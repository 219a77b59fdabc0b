package io.itinera.local.stack;

import io.itinera.local.backend.BackEndException;
import io.itinera.local.backend.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A JVM's ahead-of-time cache of one built service. It fits one build on one JDK only, so that its name tells both; a JVM
 * that finds a cache unfit starts without it.
 */
final class StartupCache {

    private final Path dir;
    private final String module;
    private final Path file;

    StartupCache(Path dir, String module, Path program) {
        this.dir = Directories.create(dir);
        this.module = module;
        this.file = this.dir.resolve(
                "%s-%s-%d.aot".formatted(module, Runtime.version().feature(), stamp(program)));
    }

    /** Whether this build has been recorded. */
    boolean isThere() {
        return Files.exists(file);
    }

    /** Options of a JVM that starts from the cache. */
    List<String> useOptions() {
        return List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off");
    }

    /** Options of a JVM that writes the cache when it ends. */
    List<String> trainOptions() {
        return List.of("-XX:AOTCacheOutput=" + file, "-Xlog:aot=off", "-Xlog:cds=off");
    }

    /** Deletes what the recording needed and the cache does not. */
    void tidy() {
        try {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".config"));
        } catch (IOException e) {
            throw new BackEndException("cannot delete the recording of " + module, e);
        }
    }

    /** Deletes caches of earlier builds. */
    void removeOld() {
        try (Stream<Path> files = Files.list(dir)) {
            for (Path old : files.filter(path -> path.getFileName().toString().startsWith(module + "-"))
                    .toList()) {
                Files.delete(old);
            }
        } catch (IOException e) {
            throw new BackEndException("cannot delete old start-up caches in " + dir, e);
        }
    }

    private static long stamp(Path program) {
        try {
            return Files.exists(program) ? Files.getLastModifiedTime(program).toMillis() : 0;
        } catch (IOException e) {
            throw new BackEndException("cannot read " + program, e);
        }
    }
}
