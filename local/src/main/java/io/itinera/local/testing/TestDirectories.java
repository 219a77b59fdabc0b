package io.itinera.local.testing;

import io.itinera.local.backend.Directories;
import io.itinera.local.backend.LeftOvers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders of test JVMs: named by process id, so that what a killed JVM left behind is found and removed. */
final class TestDirectories {

    private static final String PREFIX = "itinera-test-";

    private TestDirectories() {}

    /** A folder of this JVM, after those of JVMs that are gone have been removed together with the servers in them. */
    static Path create() {
        Path base = Path.of(System.getProperty("java.io.tmpdir"));
        sweep(base);
        return Directories.create(base.resolve(PREFIX + ProcessHandle.current().pid()));
    }

    private static void sweep(Path base) {
        try (Stream<Path> children = Files.list(base)) {
            List<Path> orphans = children.filter(TestDirectories::isOrphan).toList();
            orphans.forEach(TestDirectories::remove);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path orphan) {
        try {
            LeftOvers.stop(orphan);
            Directories.delete(orphan);
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof NoSuchFileException)) {
                throw e;
            }
            // Another JVM that starts now removes it, too.
        }
    }

    private static boolean isOrphan(Path dir) {
        String name = dir.getFileName().toString();
        if (!name.startsWith(PREFIX)) {
            return false;
        }
        String pid = name.substring(PREFIX.length());
        return pid.matches("\\d{1,10}")
                && (Long.parseLong(pid) == ProcessHandle.current().pid()
                        || ProcessHandle.of(Long.parseLong(pid)).isEmpty());
    }
}
