package io.itinera.local.stack;

import io.itinera.local.backend.BackEndException;
import io.itinera.local.backend.ChildProcess;
import io.itinera.local.backend.LeftOvers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a launcher that was killed has left running. */
public final class LeftOverProcesses {

    private LeftOverProcesses() {}

    /** Stops services and back ends of a state folder whose launcher is gone. */
    public static void stop(Path state) {
        for (StackService service : StackService.values()) {
            stopService(ServiceProcess.pidFile(state, service), service);
        }
        LeftOvers.stop(state.resolve("data"));
    }

    private static void stopService(Path pidFile, StackService service) {
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            Path home = Path.of("/proc", Long.toString(pid), "cwd");
            boolean ours = Files.exists(home) && home.toRealPath().toString().contains(service.module());
            ChildProcess old = ours ? ChildProcess.find(service.module(), pid, "quarkus-run.jar", pidFile) : null;
            if (old != null) {
                old.signal("TERM");
                old.awaitEnd(Duration.ofSeconds(20));
            }
            Files.deleteIfExists(pidFile);
        } catch (IOException | NumberFormatException e) {
            throw new BackEndException("cannot read %s: delete it and try again".formatted(pidFile), e);
        }
    }
}
