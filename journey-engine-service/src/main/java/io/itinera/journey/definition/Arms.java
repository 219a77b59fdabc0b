package io.itinera.journey.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the arms that a step draws from: each has a name of its own, and together they weigh something. */
final class Arms {

    private static final String FIELD = "arms";

    private final Fields step;
    private final Set<String> keys = new HashSet<>();
    private int count;
    private double total;

    Arms(Fields step) {
        this.step = step;
    }

    /** Makes an arm of what all have and what else it says. */
    interface Making<A> {
        A make(Fields arm, String key, double weight);
    }

    /** The step's arms, in order. */
    <A> List<A> read(Making<A> making) {
        List<A> arms = new ArrayList<>();
        for (Fields arm : step.objects(FIELD)) {
            double weight = arm.number("weight", 1).doubleValue();
            if (weight < 0 || !Double.isFinite(weight)) {
                arm.error("weight", "is " + weight + ", expected a number that is not negative");
            }
            total += weight;
            count++;
            arms.add(making.make(arm, key(arm), weight));
        }
        return arms;
    }

    /** The name of an arm, or of what stands beside the arms. */
    String key(Fields arm) {
        String key = arm.text("key");
        if (!keys.add(key)) {
            arm.error("key", "is '" + key + "' a second time, expected a name of its own");
        }
        return key;
    }

    /**
     * Says what is wrong with the arms as a whole.
     *
     * @param enough whether there are as many as the step needs
     * @param expected how many that is
     */
    void check(boolean enough, String expected) {
        if (!enough) {
            step.error(FIELD, "has " + count + " arms, expected " + expected);
        } else if (!(total > 0)) {
            step.error(FIELD, "weigh nothing, expected a weight above zero");
        }
    }
}
