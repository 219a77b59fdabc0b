package io.itinera.journey.definition;

import io.itinera.contracts.EventType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the reroutes of a definition must keep to: they lead from steps where somebody waits to steps that there are, and end. */
final class RerouteChecks {

    private static final String UNKNOWN_STEP = "unknown-step";

    private final JourneyDefinition journey;
    private final Reading reading;

    RerouteChecks(JourneyDefinition journey, Reading reading) {
        this.journey = journey;
        this.reading = reading;
    }

    /** Whether all of them lead to steps that there are. */
    boolean targetsExist() {
        boolean all = true;
        for (int i = 0; i < journey.reroutes().size(); i++) {
            JourneyDefinition.Reroute reroute = journey.reroutes().get(i);
            if (!journey.steps().containsKey(reroute.next())) {
                all = false;
                if (!reroute.next().isEmpty()) {
                    reading.error(at(i) + "/next", UNKNOWN_STEP, noStep(reroute.next()));
                }
            }
            from(reroute, at(i) + "/from");
        }
        return all;
    }

    private void from(JourneyDefinition.Reroute reroute, String pointer) {
        for (String key : reroute.from()) {
            Optional<Step> step = journey.step(key);
            if (step.isEmpty()) {
                reading.error(pointer, UNKNOWN_STEP, noStep(key));
            } else if (!step.get().waits()) {
                reading.error(pointer, "is '" + key + "', a step at which nobody waits");
            }
        }
    }

    /** What a way puts on the stream must not lead to that way again, wherever it ends: nobody would ever come to rest. */
    void noneFollowsFromItself() {
        for (int i = 0; i < journey.reroutes().size(); i++) {
            JourneyDefinition.Reroute reroute = journey.reroutes().get(i);
            if (reroute.from().isEmpty()
                    && reroute.on() instanceof Trigger.Happened(EventType type, String name, var where)
                    && type == EventType.TRACK
                    && name != null
                    && where == null) {
                String emitter = emitter(reroute.next(), name);
                if (emitter != null) {
                    reading.error(
                            at(i),
                            "cycle-without-wait",
                            "leads to %s, which puts %s on the stream, which leads there again: a cycle without a wait"
                                    .formatted(emitter, name));
                }
            }
        }
    }

    /** The first step that puts the event on the stream before the way comes to rest; null where none does. */
    private String emitter(String start, String event) {
        Set<String> seen = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            String key = next.remove();
            Step step = journey.steps().get(key);
            if (seen.add(key)) {
                if (step.emits().filter(event::equals).isPresent()) {
                    return key;
                }
                if (!step.breaksCycles()) {
                    step.targets().forEach(target -> next.add(target.step()));
                }
            }
        }
        return null;
    }

    private static String noStep(String key) {
        return "is '" + key + "', and there is no such step";
    }

    private static String at(int reroute) {
        return "/reroutes/" + reroute;
    }
}
