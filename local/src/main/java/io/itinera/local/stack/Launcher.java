package io.itinera.local.stack;

import io.itinera.local.backend.BackEndException;
import io.itinera.local.backend.KafkaLogging;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The process behind {@code ./itinera up}: it starts the stack, says on standard output how far it is, and keeps it running,
 * also a service that crashes, until it is asked to end. Lines for people begin with {@code @say} or {@code @failed}; {@code @ready} or {@code @end} is the
 * last of the start, for which the script waits.
 */
public final class Launcher {

    private final AtomicReference<Stack> stack = new AtomicReference<>();
    private final AtomicReference<Keeper> keeper = new AtomicReference<>();
    private final KafkaLogging logging = new KafkaLogging().quiet();

    private Launcher() {}

    /** Arguments: the repository, and {@code --back-ends-only} to leave the services out. */
    public static void main(String[] arguments) throws InterruptedException {
        Launcher launcher = new Launcher();
        // Before anything is started: what is killed between the start of a back end and this line would be left
        // running.
        Runtime.getRuntime().addShutdownHook(new Thread(launcher::stop, "itinera-stop"));
        boolean backEndsOnly = Arrays.asList(arguments).contains("--back-ends-only");
        try {
            launcher.start(StackSettings.from(Path.of(arguments[0]), System.getenv()), backEndsOnly);
        } catch (BackEndException e) {
            fail(e.getMessage());
        } catch (RuntimeException | Error e) {
            e.printStackTrace(System.err);
            fail("the stack did not start: %s; the whole story is in .itinera/logs/launcher.log".formatted(e));
        }
        new CountDownLatch(1).await();
    }

    private void start(StackSettings settings, boolean backEndsOnly) {
        logging.quiet();
        LeftOverProcesses.stop(settings.state());
        String taken = settings.takenPorts(backEndsOnly);
        if (!taken.isEmpty()) {
            throw new BackEndException(taken);
        }
        Stack starting = new Stack(settings, line -> say("@say " + line));
        stack.set(starting);
        if (backEndsOnly) {
            starting.startBackEnds();
        } else {
            starting.start();
        }
        say("@say ");
        Summary.of(starting, backEndsOnly).forEach(line -> say("@say " + line));
        say("@ready");
        if (!backEndsOnly) {
            keep(starting);
        }
    }

    private void keep(Stack running) {
        Keeper keeping = new Keeper(running.services(), InstantSource.system(), Launcher::say);
        keeper.set(keeping);
        keeping.start();
    }

    private void stop() {
        Keeper keeping = keeper.get();
        if (keeping != null) {
            keeping.close();
        }
        Stack running = stack.get();
        if (running != null) {
            running.close();
        }
    }

    private static void fail(String message) {
        List.of(message.split("\n")).forEach(line -> say("@failed " + line));
        say("@end");
        System.exit(1);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
