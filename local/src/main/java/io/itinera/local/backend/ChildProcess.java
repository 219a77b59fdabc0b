package io.itinera.local.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A process that we started or found: started with its output in a file, awaited until it is ready, stopped by a signal. A
 * process that does not stop in time is killed.
 */
public final class ChildProcess {

    /** How often to look at what starts in a second or less. */
    static final Duration SOON = Duration.ofMillis(20);

    /** How long killed processes may take to be gone. */
    private static final Duration KILLED = Duration.ofSeconds(5);

    private final String name;
    private final ProcessHandle handle;
    private final Path log;

    private ChildProcess(String name, ProcessHandle handle, Path log) {
        this.name = name;
        this.handle = handle;
        this.log = log;
    }

    /** Starts a command in {@code dir}; its output is appended to {@code log}. */
    public static ChildProcess start(
            String name, List<String> command, Path dir, Path log, Map<String, String> environment) {
        return new ChildProcess(
                name, launch(name, command, dir, log, environment).toHandle(), log);
    }

    /** A process that runs already and whose command line contains {@code mark}, or null. */
    public static ChildProcess find(String name, long pid, String mark, Path log) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(_ -> commandLine(pid).contains(mark))
                .map(handle -> new ChildProcess(name, handle, log))
                .orElse(null);
    }

    /** Runs a command to its end, with its output in {@code log}, and fails unless it ends with 0. */
    static void run(String name, List<String> command, Path dir, Path log) {
        Process process = launch(name, command, dir, log, Map.of());
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new BackEndException("%s did not end in 2 minutes; its output is in %s".formatted(name, log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackEndException(name + " was interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new BackEndException(
                    "%s ended with %d; the end of %s:%n%s".formatted(name, process.exitValue(), log, tail(log, 12)));
        }
    }

    private static Process launch(
            String name, List<String> command, Path dir, Path log, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new BackEndException("%s cannot be started: %s".formatted(name, e.getMessage()), e);
        }
    }

    /**
     * Waits until {@code ready} holds; fails when the process ends before or the time is over.
     *
     * @param every how often to look: a look may cost the process that starts more than it costs who looks
     */
    public void awaitReady(BooleanSupplier ready, Duration every, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!ready.getAsBoolean()) {
            if (!handle.isAlive()) {
                throw new BackEndException(
                        "%s ended while it was starting; the end of %s:%n%s".formatted(name, log, tail(log, 12)));
            }
            if (System.nanoTime() > deadline) {
                throw new BackEndException("%s was not ready after %d s; the end of %s:%n%s"
                        .formatted(name, atMost.toSeconds(), log, tail(log, 12)));
            }
            pause(every);
        }
    }

    /** Process id. */
    public long pid() {
        return handle.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return handle.isAlive();
    }

    /** Sends a signal such as {@code TERM} or {@code INT}. */
    public void signal(String signal) {
        if (!handle.isAlive()) {
            return;
        }
        if (signal.equals("TERM")) {
            handle.destroy();
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(handle.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            handle.destroy();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills it with all that it has started, as a crash does, and waits until they are gone. */
    void kill() {
        // Standing still, it starts nobody who would be missed.
        signal("STOP");
        List<ProcessHandle> all =
                Stream.concat(Stream.of(handle), handle.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            CompletableFuture.allOf(all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                    .get(KILLED.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            // Where nobody reaps orphans, they stay in the table of processes, and do nothing any more.
        }
    }

    /** Waits for the end after a signal, and kills what is still there. */
    public void awaitEnd(Duration atMost) {
        try {
            handle.onExit().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            handle.destroyForcibly();
        } catch (Exception _) {
            handle.destroyForcibly();
            handle.onExit().join();
        }
    }

    /** The last lines of a log, for a message to people. */
    public static String tail(Path log, int lines) {
        try {
            List<String> all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException _) {
            return "(no log)";
        }
    }

    /** A look-again interval; an interrupted wait ends at once. */
    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new BackEndException("interrupted while waiting");
        }
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException _) {
            return "";
        }
    }
}
