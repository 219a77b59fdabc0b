package io.itinera.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What a process has used so far, read from {@code /proc}.
 *
 * @param cpuSeconds user and system time of all its threads
 * @param rssMiB resident memory now
 */
record ProcessUsage(double cpuSeconds, double rssMiB) {

    /** Kernel clock ticks per second that {@code /proc} counts in: 100 on every Linux that Java runs on. */
    private static final double TICKS = 100.0;

    static ProcessUsage of(long pid) {
        try {
            Path proc = Path.of("/proc", Long.toString(pid));
            String[] fields = stat(pid);
            double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
            double rss = Files.readAllLines(proc.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
            return new ProcessUsage(cpu, rss / 1024);
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " is gone", e);
        }
    }

    /** CPU seconds of a process with all those that it started, also those that have ended since. */
    static double cpuSecondsWithChildren(long pid) {
        return Stream.concat(
                        Stream.of(pid),
                        ProcessHandle.of(pid).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid))
                .mapToDouble(ProcessUsage::ownAndEnded)
                .sum();
    }

    private static double ownAndEnded(long pid) {
        try {
            String[] fields = stat(pid);
            return Arrays.stream(fields, 11, 15).mapToLong(Long::parseLong).sum() / TICKS;
        } catch (IOException e) {
            // It has ended since it was listed, and its parent counts it from now on.
            return 0;
        }
    }

    /** Fields of {@code /proc/<pid>/stat} from the third on, as proc(5) numbers them: times are the 14th to 17th. */
    private static String[] stat(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}
