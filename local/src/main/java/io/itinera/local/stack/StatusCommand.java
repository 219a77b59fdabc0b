package io.itinera.local.stack;

import io.itinera.local.backend.Ports;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** {@code ./itinera status}: what runs, where, and with how much memory. */
public final class StatusCommand {

    private StatusCommand() {}

    /** Argument: the repository. Ends with 0 when every service is ready, else with 3. */
    public static void main(String[] arguments) {
        StackSettings settings = StackSettings.from(Path.of(arguments[0]), System.getenv());
        boolean ready = true;
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            for (StackService service : StackService.values()) {
                boolean answers = new ServiceProcess(service, settings, Map.of(), http).isReady();
                ready &= answers;
                long pid = pid(ServiceProcess.pidFile(settings.state(), service));
                String state = answers ? "ready" : isRunning(pid) ? "not ready" : "down";
                System.out.printf(
                        "  %-24s %-10s %-28s %s%n", service.module(), state, settings.url(service.port()), memory(pid));
            }
        }
        System.out.printf(
                "  %-24s %-10s %-28s%n", "inbox", open(settings, StackPort.INBOX), settings.url(StackPort.INBOX));
        for (StackPort port : new StackPort[] {StackPort.SMTP, StackPort.KAFKA, StackPort.POSTGRES, StackPort.REDIS}) {
            System.out.printf("  %-24s %-10s 127.0.0.1:%d%n", port.label(), open(settings, port), settings.port(port));
        }
        System.exit(ready ? 0 : 3);
    }

    private static String open(StackSettings settings, StackPort port) {
        return Ports.isOpen(settings.port(port)) ? "up" : "down";
    }

    private static long pid(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException _) {
            return -1;
        }
    }

    private static boolean isRunning(long pid) {
        return pid > 0 && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static String memory(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MiB, pid " + pid)
                    .findFirst()
                    .orElse("");
        } catch (IOException _) {
            return "";
        }
    }
}
