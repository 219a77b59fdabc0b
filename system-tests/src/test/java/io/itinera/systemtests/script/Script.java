package io.itinera.systemtests.script;

import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import io.itinera.local.stack.StackSettings;
import io.itinera.systemtests.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./itinera} with ports and a state folder of its own, so that it meets no suite that runs already. */
final class Script {

    private static final long PATIENCE_MINUTES = 10;

    private final Path state;
    private final StackSettings settings;

    Script(Path state) {
        this.state = state;
        this.settings = StackSettings.onRandomPorts(Repository.ROOT, state);
    }

    /**
     * How a run ended.
     *
     * @param code exit code
     * @param output what it said, errors too
     */
    record Result(int code, String output) {}

    int port(StackPort port) {
        return settings.port(port);
    }

    /** Runs the script to its end. */
    Result run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** Runs the script to its end, with further variables. */
    Result run(Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(List.of("./itinera"));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("itinera-script", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(Repository.ROOT.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            Map<String, String> environment = builder.environment();
            Arrays.stream(StackPort.values())
                    .forEach(port -> environment.put(port.variable(), Integer.toString(settings.port(port))));
            environment.put("ITINERA_STATE", state.toString());
            environment.put("ITINERA_AOT", "off");
            // What runs for a minute is rather up soon than fast after several.
            Arrays.stream(StackService.values())
                    .forEach(service -> environment.put(
                            service.variablePrefix() + StackSettings.JVM_OPTIONS, "-XX:TieredStopAtLevel=1"));
            environment.putAll(variables);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroy();
                throw new IllegalStateException("./itinera " + String.join(" ", arguments) + " does not end: "
                        + Files.readString(output, StandardCharsets.UTF_8));
            }
            String said = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return new Result(process.exitValue(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
