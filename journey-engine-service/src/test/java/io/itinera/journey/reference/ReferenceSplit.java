package io.itinera.journey.reference;

import java.util.List;
import java.util.Map;

/** Which arm of a split is taken. */
final class ReferenceSplit {

    private ReferenceSplit() {}

    /** The arm that was taken before, where the step still has it, else the one that the draw falls on. */
    static Map<String, Object> arm(List<Map<String, Object>> arms, String before, double draw) {
        boolean stays = arms.stream().anyMatch(arm -> arm.get("key").equals(before));
        double left = draw * arms.stream().mapToDouble(ReferenceSplit::weight).sum();
        for (Map<String, Object> arm : arms) {
            left -= weight(arm);
            if (stays ? arm.get("key").equals(before) : left < 0) {
                return arm;
            }
        }
        throw new IllegalStateException("no arm");
    }

    private static double weight(Map<String, Object> arm) {
        return ((Number) arm.getOrDefault("weight", 1)).doubleValue();
    }
}
