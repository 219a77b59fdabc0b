package io.itinera.local.stack;

import io.itinera.local.backend.BackEndException;
import io.itinera.local.backend.Ports;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a stack needs to know before it starts.
 *
 * @param root the repository, in which the services are built
 * @param state where data, logs, keys and start-up caches are kept
 * @param ports where everything listens
 * @param partitions partitions of each topic when it is created
 * @param startupCache whether services start from an ahead-of-time cache, which is made when it is missing
 * @param durable false when data need not outlive a crash of the machine
 * @param environment further variables per service, which win over ours; {@code JVM_OPTIONS} is added to the command line
 */
public record StackSettings(
        Path root,
        Path state,
        Map<StackPort, Integer> ports,
        int partitions,
        boolean startupCache,
        boolean durable,
        Map<StackService, Map<String, String>> environment) {

    /** Variable of a service's further JVM options: {@code ITINERA_<SERVICE>_JVM_OPTIONS} for people. */
    public static final String JVM_OPTIONS = "JVM_OPTIONS";

    /** Enough for three pods of a service. Each one more costs every commit a batch and a marker on each topic that is written. */
    private static final int PARTITIONS = 3;

    public StackSettings {
        root = root.toAbsolutePath().normalize();
        state = state.toAbsolutePath().normalize();
        ports = Map.copyOf(ports);
        environment = Map.copyOf(environment);
    }

    /** Settings from environment variables, as {@code ./itinera help} lists them. */
    public static StackSettings from(Path root, Map<String, String> variables) {
        Map<StackPort, Integer> ports = new EnumMap<>(StackPort.class);
        for (StackPort port : StackPort.values()) {
            ports.put(port, number(variables, port.variable(), port.standard(), 65_535));
        }
        Map<StackService, Map<String, String>> environment = new EnumMap<>(StackService.class);
        for (StackService service : StackService.values()) {
            String options = variables.get(service.variablePrefix() + JVM_OPTIONS);
            environment.put(service, options == null ? Map.of() : Map.of(JVM_OPTIONS, options));
        }
        Path state = Path.of(
                variables.getOrDefault("ITINERA_STATE", root.resolve(".itinera").toString()));
        boolean cache = !"off".equals(variables.get("ITINERA_AOT"));
        int partitions = number(variables, "ITINERA_PARTITIONS", PARTITIONS, 1000);
        return new StackSettings(root, state, ports, partitions, cache, true, environment);
    }

    /** Settings for a test: random ports, nothing that must outlive a crash. */
    public static StackSettings onRandomPorts(Path root, Path state) {
        Map<StackPort, Integer> ports = new EnumMap<>(StackPort.class);
        Set<Integer> taken = new HashSet<>();
        for (StackPort port : StackPort.values()) {
            int free = Ports.free();
            while (!taken.add(free)) {
                free = Ports.free();
            }
            ports.put(port, free);
        }
        return new StackSettings(root, state, ports, PARTITIONS, false, false, Map.of());
    }

    /** The same with further variables for one service. */
    public StackSettings with(StackService service, Map<String, String> variables) {
        Map<StackService, Map<String, String>> all = new EnumMap<>(StackService.class);
        all.putAll(environment);
        all.put(service, variables);
        return new StackSettings(root, state, ports, partitions, startupCache, durable, all);
    }

    /** The same with or without start-up caches. */
    public StackSettings withStartupCache(boolean wanted) {
        return new StackSettings(root, state, ports, partitions, wanted, durable, environment);
    }

    /** Where something listens. */
    public int port(StackPort port) {
        return ports.get(port);
    }

    /** The address of something that speaks HTTP. */
    public String url(StackPort port) {
        return "http://localhost:" + port(port);
    }

    /** Ports that cannot be had, each with the way out, in one sentence; empty when all are free. */
    public String takenPorts(boolean backEndsOnly) {
        List<StackPort> services =
                Arrays.stream(StackService.values()).map(StackService::port).toList();
        List<StackPort> taken = Arrays.stream(StackPort.values())
                .filter(port -> !backEndsOnly || !services.contains(port))
                .filter(port -> !Ports.isFree(port(port)))
                .toList();
        if (taken.isEmpty()) {
            return "";
        }
        StackPort first = taken.getFirst();
        String more = taken.size() == 1 ? "" : " (and %d more are taken)".formatted(taken.size() - 1);
        return "port %d for %s is taken by another program%s: stop that program, or move ours with %s=%d ./itinera up"
                .formatted(port(first), first.label(), more, first.variable(), port(first) + 10_000);
    }

    private static int number(Map<String, String> variables, String name, int otherwise, int highest) {
        String text = variables.get(name);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > highest) {
            throw new BackEndException("%s is \"%s\", expected a number from 1 to %d: set it anew or unset it"
                    .formatted(name, text, highest));
        }
        return Integer.parseInt(text);
    }
}
