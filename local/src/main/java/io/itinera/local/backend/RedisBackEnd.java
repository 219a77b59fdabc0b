package io.itinera.local.backend;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/** A Redis server on loopback that keeps its data in a directory. */
public final class RedisBackEnd implements AutoCloseable {

    private static final String NAME = "Redis";

    private final Path dir;
    private final int port;
    private final Path log;
    private ChildProcess process;

    /** A server with its data, its program and its log under {@code dir}. */
    public RedisBackEnd(Path dir, int port) {
        this.dir = Directories.create(dir);
        this.port = port;
        this.log = this.dir.resolve("redis.log");
    }

    /** Starts the server and returns when it answers; one that an earlier, killed launcher left behind is stopped first. */
    public synchronized void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        stopLeftOver(dir);
        Ports.requireFree(port, NAME);
        process = ChildProcess.start(NAME, command(), dir, log, Map.of());
        process.awaitReady(this::answers, ChildProcess.SOON, Duration.ofSeconds(20));
    }

    /** Stops the server; the data stays. */
    public synchronized void stop() {
        if (process != null) {
            process.signal("TERM");
            process.awaitEnd(Duration.ofSeconds(10));
            process = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** The value of {@code quarkus.redis.hosts}. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Stops the server that works in {@code dir}, whoever started it. */
    static void stopLeftOver(Path dir) {
        Path pidFile = dir.resolve("redis.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            ChildProcess old = ChildProcess.find(NAME, pid, "redis-server", dir.resolve("redis.log"));
            if (old != null) {
                old.signal("TERM");
                old.awaitEnd(Duration.ofSeconds(10));
            }
            Files.deleteIfExists(pidFile);
        } catch (IOException | NumberFormatException e) {
            throw new BackEndException("cannot read " + pidFile, e);
        }
    }

    private List<String> command() {
        try {
            Path program = dir.resolve("bin");
            Files.createDirectories(program);
            String server = ExecutableProvider.newJarResourceProvider(program.toFile())
                    .get()
                    .getAbsolutePath();
            return List.of(
                    server,
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    dir.toString(),
                    "--pidfile",
                    dir.resolve("redis.pid").toString(),
                    "--appendonly",
                    "yes",
                    "--save",
                    "");
        } catch (IOException e) {
            throw new BackEndException("the Redis program cannot be unpacked to " + dir, e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        } catch (IOException _) {
            return false;
        }
    }
}
