package io.itinera.bench;

import io.itinera.local.stack.StackService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the state of a Streams service takes on disk. */
final class StateSize {

    private static final double MIB = 1048576.0;

    private StateSize() {}

    /** Where a pod of a service keeps it, and what is added to the folder's name for a further pod. */
    static Path folder(Suite suite, StackService service, String pod) {
        return suite.stack().settings().state().resolve("data/streams/" + service.module() + pod);
    }

    /** All of it, in MiB. */
    static double mib(Path folder) {
        return files(folder, files -> files.mapToLong(StateSize::length).sum()) / MIB;
    }

    /** MiB by store, of all partitions. */
    static Map<String, Double> mibByStore(Path folder) {
        return files(
                folder, files -> files.filter(file -> folder.relativize(file).getNameCount() > 3)
                        .collect(Collectors.groupingBy(
                                file -> store(folder.relativize(file)),
                                TreeMap::new,
                                Collectors.summingDouble(file -> length(file) / MIB))));
    }

    /** {@code application/task/rocksdb/store/file}, or {@code application/task/store/segment/file} where it has windows. */
    private static String store(Path file) {
        String folder = file.getName(2).toString();
        return folder.equals("rocksdb") ? file.getName(3).toString() : folder;
    }

    private static long length(Path file) {
        return file.toFile().length();
    }

    private static <T> T files(Path folder, Function<Stream<Path>, T> what) {
        try (Stream<Path> files = Files.walk(folder)) {
            return what.apply(files.filter(Files::isRegularFile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
