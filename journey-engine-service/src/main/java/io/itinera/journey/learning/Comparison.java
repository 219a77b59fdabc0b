package io.itinera.journey.learning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What choosing between arms has cost and brought so far.
 *
 * @param arms odds by arm, in order
 */
public record Comparison(Map<String, Odds> arms) {

    /** Points at which each arm's distribution is looked at. */
    private static final int POINTS = 200;

    public Comparison {
        arms = new LinkedHashMap<>(arms);
    }

    /**
     * How likely each arm is the best by what is known, to about half a point of a hundred. The chances of all arms add up to one.
     */
    public Map<String, Double> chancesOfBest() {
        Map<String, Double> raw = new LinkedHashMap<>();
        arms.forEach((key, odds) -> raw.put(key, chance(key, odds)));
        double total = raw.values().stream().mapToDouble(Double::doubleValue).sum();
        raw.replaceAll((_, chance) -> total > 0 ? chance / total : 1.0 / raw.size());
        return raw;
    }

    private double chance(String key, Odds odds) {
        List<Odds> others = new ArrayList<>();
        arms.forEach((other, its) -> {
            if (!other.equals(key)) {
                others.add(its);
            }
        });
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            double chance = odds.draw((i + 0.5) / POINTS);
            double beatsAll = 1;
            for (Odds other : others) {
                beatsAll *= other.below(chance);
            }
            sum += beatsAll;
        }
        return sum / POINTS;
    }

    /** The arm with the highest mean; the first of several, null without any. */
    public String best() {
        String best = null;
        for (Map.Entry<String, Odds> arm : arms.entrySet()) {
            if (best == null || arm.getValue().mean() > arms.get(best).mean()) {
                best = arm.getKey();
            }
        }
        return best;
    }

    /** Wins that were missed so far, by estimate: what all trials would have won on the best arm, less what they won by their arms' rates. */
    public double regret() {
        return missed(false);
    }

    /** Wins that as many trials, split evenly, would have missed by the same rates. */
    public double regretOfEvenSplit() {
        return missed(true);
    }

    private double missed(boolean evenly) {
        if (arms.isEmpty()) {
            return 0;
        }
        double highest = arms.get(best()).mean();
        double trials = arms.values().stream().mapToLong(Odds::trials).sum();
        return arms.values().stream()
                .mapToDouble(odds -> (evenly ? trials / arms.size() : odds.trials()) * (highest - odds.mean()))
                .sum();
    }
}
