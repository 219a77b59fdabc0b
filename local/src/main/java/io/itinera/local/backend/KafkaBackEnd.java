package io.itinera.local.backend;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker (KRaft, broker and controller in one) in this JVM. It can be stopped and started again on the same port
 * and data. Everything that Kafka sizes for a server is small, and topics are never created by use.
 */
public final class KafkaBackEnd implements AutoCloseable {

    private final Path dir;
    private final int port;
    private final Map<String, String> settings;
    private KafkaRaftServer server;

    /** A broker on loopback that keeps its data in {@code dir}. */
    public KafkaBackEnd(Path dir, int port) {
        this.dir = Directories.create(dir);
        this.port = port;
        this.settings = settings(this.dir, port, Ports.free());
    }

    /** Formats the directory the first time, starts the broker and returns when it serves. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        Ports.requireFree(port, "Kafka");
        format();
        KafkaRaftServer starting = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        starting.startup();
        server = starting;
    }

    /** Stops the broker; the data stays. */
    public synchronized void stop() {
        if (server != null) {
            server.shutdown();
            server.awaitShutdown();
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** The value of {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    private void format() {
        if (Files.exists(dir.resolve("meta.properties"))) {
            return;
        }
        Path file = dir.resolveSibling(dir.getFileName() + "-format.properties");
        try {
            Properties properties = new Properties();
            properties.putAll(settings);
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
            String[] arguments = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
            int code = StorageTool.execute(
                    arguments, new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
            Files.delete(file);
            if (code != 0) {
                throw new BackEndException("Kafka could not format " + dir);
            }
        } catch (IOException e) {
            throw new BackEndException("Kafka could not format " + dir, e);
        }
    }

    private static Map<String, String> settings(Path dir, int port, int controllerPort) {
        Map<String, String> all = new TreeMap<>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        all.put("listeners", "BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
        all.put("advertised.listeners", "BROKER://127.0.0.1:" + port);
        all.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.put("inter.broker.listener.name", "BROKER");
        all.put("controller.listener.names", "CONTROLLER");
        all.put("log.dirs", dir.toString());
        all.put("auto.create.topics.enable", "false");
        all.put("default.replication.factor", "1");
        all.put("min.insync.replicas", "1");
        all.putAll(internalTopics());
        all.putAll(sizes());
        return all;
    }

    private static Map<String, String> internalTopics() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "1");
    }

    private static Map<String, String> sizes() {
        return Map.of(
                "num.network.threads", "2",
                "num.io.threads", "4",
                "num.recovery.threads.per.data.dir", "2",
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
                "log.cleaner.threads", "1",
                "log.cleaner.dedupe.buffer.size", "4194304",
                "log.index.size.max.bytes", "1048576",
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "1000");
    }
}
