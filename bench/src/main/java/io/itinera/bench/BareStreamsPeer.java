package io.itinera.bench;

import io.itinera.local.backend.ChildProcess;
import io.itinera.local.backend.Directories;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topology that the engine is measured against, in a process of its own with the engine's heap. */
final class BareStreamsPeer implements AutoCloseable {

    /** Topic that it reads. */
    static final String INPUT = "bench-activity";

    private static final String GROUP = "bench-bare-streams";

    private final Suite suite;
    private final Lag lag;
    private final Settings settings;
    private ChildProcess process;

    /**
     * How one peer differs from another.
     *
     * @param input topic that it reads
     * @param pod number of the process within its group
     * @param standbys standby replicas
     * @param forwardEach of how many records one goes on
     */
    record Settings(String input, int pod, int standbys, int forwardEach) {

        /** One process on the topic that the engine's rate is measured on. */
        static final Settings ALONE = new Settings(INPUT, 1, 0, 10);

        String group() {
            return input.equals(INPUT) ? GROUP : GROUP + "-" + input + "-" + standbys;
        }
    }

    /** Starts one. */
    BareStreamsPeer(Suite suite, Admin admin) throws Exception {
        this(suite, admin, Settings.ALONE);
    }

    /** Starts one that differs. */
    BareStreamsPeer(Suite suite, Admin admin, Settings settings) throws Exception {
        this.suite = suite;
        this.settings = settings;
        this.lag = new Lag(admin);
        create(admin, settings.input());
        create(admin, BareStreams.OUTPUT);
        start();
    }

    private void create(Admin admin, String topic) throws Exception {
        try {
            admin.createTopics(
                            List.of(new NewTopic(topic, suite.stack().settings().partitions(), (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** Waits until it has committed all that is on its topic. */
    void awaitCaughtUp(Duration limit) {
        lag.awaitCaughtUp(settings.group(), settings.input(), 0, limit);
    }

    /** Records that it has not committed. */
    long lag() {
        return lag.of(settings.group(), settings.input());
    }

    /** Consumer group, which processes that differ in their pod only share. */
    String group() {
        return settings.group();
    }

    long pid() {
        return process.pid();
    }

    /** Where it keeps its state. */
    Path stateDir() {
        return suite.stack().settings().state().resolve("data/%s-%d".formatted(settings.group(), settings.pod()));
    }

    void start() {
        Path root = suite.stack().settings().root();
        Path state = suite.stack().settings().state();
        Path app = root.resolve("bench/target/quarkus-app");
        process = ChildProcess.start(
                settings.group(),
                BareIntake.Jvm.command(
                        448,
                        "-cp",
                        app.resolve("lib/main") + "/*:" + app.resolve("app") + "/*",
                        BareStreams.class.getName(),
                        suite.bootstrap(),
                        settings.input(),
                        settings.group(),
                        stateDir().toString(),
                        Integer.toString(settings.standbys()),
                        Integer.toString(settings.forwardEach())),
                root,
                Directories.create(state.resolve("logs")).resolve("bare-streams-%d.log".formatted(settings.pod())),
                Map.of());
    }

    /** Ends the process without warning. */
    void kill() {
        process.signal("KILL");
        process.awaitEnd(Duration.ofSeconds(20));
    }

    /** Ends the process in good order. */
    void stop() {
        process.signal("TERM");
        process.awaitEnd(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        stop();
    }
}
