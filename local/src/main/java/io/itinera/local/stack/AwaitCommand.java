package io.itinera.local.stack;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** {@code ./itinera up} where it is up already: waits for services that are about to start again. */
public final class AwaitCommand {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private AwaitCommand() {}

    /** Argument: the repository. Ends with 0 when every service is ready, with 3 when one does not get there in three minutes. */
    public static void main(String[] arguments) {
        StackSettings settings = StackSettings.from(Path.of(arguments[0]), System.getenv());
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        boolean ready = true;
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            for (StackService service : StackService.values()) {
                ready &= await(service, new ServiceProcess(service, settings, Map.of(), http), deadline);
            }
        }
        System.exit(ready ? 0 : 3);
    }

    private static boolean await(StackService service, ServiceProcess process, long deadline) {
        if (process.isReady()) {
            return true;
        }
        System.out.printf("  %-24s not ready yet%n", service.module());
        while (System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK.toNanos());
            if (process.isReady()) {
                System.out.printf("  %-24s ready%n", service.module());
                return true;
            }
        }
        System.out.printf(
                "  %-24s not ready: ./itinera logs %s has the whole story%n",
                service.module(), service.port().label());
        return false;
    }
}
