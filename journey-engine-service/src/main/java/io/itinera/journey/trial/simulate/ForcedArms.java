package io.itinera.journey.trial.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.conditions.Conditions;
import io.itinera.problems.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes steps that draw or learn go where a scenario wants them to, by their definitions alone: the engine decides as ever. */
final class ForcedArms {

    private static final String ARMS = "arms";
    private static final String KEY = "key";
    private static final String CHANNELS = "channels";
    private static final String CHANNEL = "channel";
    private static final String HOLDOUT = "holdout";
    private static final String PERCENT = "percent";

    private ForcedArms() {}

    /**
     * The definition with all the weight on the arms named.
     *
     * @param arms arm by step; a channel for a step that chooses one
     * @throws ProblemException 422 when there is no such step or arm
     */
    static JsonNode in(JsonNode definition, Map<String, String> arms) {
        JsonNode copy = definition.deepCopy();
        arms.forEach((step, arm) -> {
            if (!of(copy, step).contains(arm)) {
                throw ProblemException.invalid(
                        "/arms/" + Conditions.escape(step),
                        "is '" + arm + "', and there is no such arm at step " + step);
            }
            if (copy.path("steps").path(step) instanceof ObjectNode fields) {
                force(fields, arm);
            }
        });
        return copy;
    }

    /** The arms that a step has, a held-out share and channels among them; empty for a step without any. */
    static Set<String> of(JsonNode definition, String step) {
        JsonNode fields = definition.path("steps").path(step);
        List<String> arms = new ArrayList<>();
        fields.path(ARMS).forEach(arm -> arms.add(arm.path(KEY).asText()));
        fields.path(CHANNELS).forEach(channel -> arms.add(channel.path(CHANNEL).asText()));
        if (fields.path(HOLDOUT).isObject()) {
            arms.add(fields.path(HOLDOUT).path(KEY).asText());
        }
        return new LinkedHashSet<>(arms);
    }

    /** The definition with a rollout to everyone. */
    static JsonNode rolledOut(JsonNode definition) {
        JsonNode copy = definition.deepCopy();
        if (copy.path("entry") instanceof ObjectNode entry) {
            entry.remove("rollout");
        }
        return copy;
    }

    private static void force(ObjectNode step, String arm) {
        switch (step.path("type").asText()) {
            case "optimize" -> {
                boolean held = step.path(HOLDOUT).path(KEY).asText().equals(arm);
                step.put("learn", false);
                if (step.path(HOLDOUT) instanceof ObjectNode holdout) {
                    holdout.put(PERCENT, held ? 100 : 0);
                }
                if (!held) {
                    weigh(step, arm);
                }
            }
            case "next-best" -> {
                // Its own condition goes on to hold or not.
                step.put("learn", false).put(HOLDOUT, 0);
                if (step.path("default") instanceof ObjectNode usual) {
                    usual.put(CHANNEL, arm);
                }
            }
            default -> weigh(step, arm);
        }
    }

    private static void weigh(ObjectNode step, String arm) {
        step.path(ARMS).forEach(candidate -> {
            if (candidate instanceof ObjectNode fields) {
                fields.put("weight", candidate.path(KEY).asText().equals(arm) ? 1 : 0);
            }
        });
    }
}
