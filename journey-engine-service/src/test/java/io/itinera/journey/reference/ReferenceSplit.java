package io.itinera.journey.reference;

import java.util.List;
import java.util.Map;

/** Which arm of a split is taken. */
final class ReferenceSplit {

    private ReferenceSplit() {}

    /** The arm that was taken before, else the one that the draw falls on. */
    static Map<String, Object> arm(List<Map<String, Object>> arms, String before, double draw) {
        double left = draw * arms.stream().mapToDouble(ReferenceSplit::weight).sum();
        for (Map<String, Object> arm : arms) {
            left -= weight(arm);
            if (before == null ? left < 0 : arm.get("key").equals(before)) {
                return arm;
            }
        }
        throw new IllegalStateException("no arm");
    }

    private static double weight(Map<String, Object> arm) {
        return ((Number) arm.getOrDefault("weight", 1)).doubleValue();
    }
}
