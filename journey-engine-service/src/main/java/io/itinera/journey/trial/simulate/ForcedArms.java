package io.itinera.journey.trial.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.conditions.Conditions;
import io.itinera.problems.ProblemException;
import java.util.Map;

/** Makes splits go where a scenario wants them to, by their weights alone: the engine draws as ever. */
final class ForcedArms {

    private ForcedArms() {}

    /**
     * The definition with all the weight on the arms named.
     *
     * @param arms arm by step
     * @throws ProblemException 422 when there is no such step or arm
     */
    static JsonNode in(JsonNode definition, Map<String, String> arms) {
        JsonNode copy = definition.deepCopy();
        arms.forEach((step, arm) -> force(copy.path("steps").path(step).path("arms"), step, arm));
        return copy;
    }

    /** The definition with a rollout to everyone. */
    static JsonNode rolledOut(JsonNode definition) {
        JsonNode copy = definition.deepCopy();
        if (copy.path("entry") instanceof ObjectNode entry) {
            entry.remove("rollout");
        }
        return copy;
    }

    private static void force(JsonNode arms, String step, String arm) {
        boolean found = false;
        for (JsonNode candidate : arms) {
            boolean chosen = candidate.path("key").asText().equals(arm);
            found |= chosen;
            if (candidate instanceof ObjectNode fields) {
                fields.put("weight", chosen ? 1 : 0);
            }
        }
        if (!found) {
            throw ProblemException.invalid(
                    "/arms/" + Conditions.escape(step), "is '" + arm + "', and there is no such arm at step " + step);
        }
    }
}
