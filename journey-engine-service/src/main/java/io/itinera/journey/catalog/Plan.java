package io.itinera.journey.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.itinera.journey.definition.StepMapping;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of those inside when a version is published.
 *
 * @param mode how
 * @param from versions whose instances are meant; empty for all earlier ones
 * @param steps counterpart in the new version by step of the earlier ones; a step without one (null) ends its instances
 */
public record Plan(Mode mode, List<Integer> from, Map<String, String> steps) {

    /** Everyone stays on their version. */
    public static final Plan PIN = new Plan(Mode.PIN, List.of(), Map.of());

    public Plan {
        mode = mode == null ? Mode.PIN : mode;
        from = from == null ? List.of() : List.copyOf(from);
        steps = steps == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    /** How those inside go on. */
    public enum Mode {
        /** Everyone stays on their version. */
        PIN,
        /** Whoever stands at a step that the new version has as well goes on there; the others stay until they come to one. */
        FOLLOW,
        /** Everyone goes to the step that theirs is mapped to, or to the one of the same key; the others leave. */
        MIGRATE;

        /** The lower-case name used in JSON. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @param wire a lower-case name
         * @throws IllegalArgumentException when there is no such mode
         */
        @JsonCreator
        public static Mode of(String wire) {
            for (Mode mode : values()) {
                if (mode.wire().equals(wire)) {
                    return mode;
                }
            }
            throw new IllegalArgumentException("is '" + wire + "', expected pin, follow or migrate");
        }
    }

    /** The plan as a mapping of steps. */
    public StepMapping mapping() {
        return new StepMapping(mode == Mode.FOLLOW, counterparts(), ends());
    }

    Map<String, String> counterparts() {
        Map<String, String> counterparts = new LinkedHashMap<>(steps);
        counterparts.values().removeIf(Objects::isNull);
        return counterparts;
    }

    Set<String> ends() {
        Set<String> ends = new TreeSet<>(steps.keySet());
        ends.removeAll(counterparts().keySet());
        return ends;
    }
}
