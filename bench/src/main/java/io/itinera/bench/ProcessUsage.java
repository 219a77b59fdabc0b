package io.itinera.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
            String stat = Files.readString(proc.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
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
}
