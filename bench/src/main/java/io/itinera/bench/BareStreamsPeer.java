package io.itinera.bench;

import io.itinera.local.backend.ChildProcess;
import io.itinera.local.backend.Directories;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The topology that the engine is measured against, in a process of its own with the engine's heap. */
final class BareStreamsPeer implements AutoCloseable {

    /** Topic that it reads. */
    static final String INPUT = "bench-activity";

    private static final String GROUP = "bench-bare-streams";

    private final Lag lag;
    private final ChildProcess process;

    /** Starts it. */
    BareStreamsPeer(Suite suite, Admin admin) throws Exception {
        int partitions = suite.stack().settings().partitions();
        admin.createTopics(Set.of(
                        new NewTopic(INPUT, partitions, (short) 1),
                        new NewTopic(BareStreams.OUTPUT, partitions, (short) 1)))
                .all()
                .get();
        this.lag = new Lag(admin);
        this.process = start(suite);
    }

    /** Waits until it has committed all that is on its topic. */
    void awaitCaughtUp(Duration limit) {
        lag.awaitCaughtUp(GROUP, INPUT, 0, limit);
    }

    @Override
    public void close() {
        process.signal("TERM");
        process.awaitEnd(Duration.ofSeconds(20));
    }

    private static ChildProcess start(Suite suite) {
        Path root = suite.stack().settings().root();
        Path state = suite.stack().settings().state();
        Path app = root.resolve("bench/target/quarkus-app");
        return ChildProcess.start(
                GROUP,
                BareIntake.Jvm.command(
                        448,
                        "-cp",
                        app.resolve("lib/main") + "/*:" + app.resolve("app") + "/*",
                        BareStreams.class.getName(),
                        suite.bootstrap(),
                        INPUT,
                        GROUP,
                        state.resolve("data/bare-streams").toString(),
                        "1"),
                root,
                Directories.create(state.resolve("logs")).resolve("bare-streams.log"),
                Map.of());
    }
}
