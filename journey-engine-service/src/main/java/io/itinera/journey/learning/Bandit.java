package io.itinera.journey.learning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Chooses between arms by Thompson sampling: each arm draws a chance from what can be believed of it, and the highest wins, so that an
 * arm is taken as often as it is likely to be the best. A floor keeps every arm tried; a held-out share is never chosen for.
 *
 * @param arms in order, at least one
 * @param floor percent of the choices that every arm gets at least
 * @param holdout percent of the profiles that no arm is chosen for
 */
public record Bandit(List<Arm> arms, double floor, double holdout) {

    /**
     * One way to go.
     *
     * @param key name of the arm
     * @param weight share where nothing is learned, relative to the other weights
     */
    public record Arm(String key, double weight) {}

    /** What the choice goes by. */
    public enum Mode {
        /** What was learned, and the floor. */
        LEARN,
        /** The floor, and fixed weights for the rest, as long as nothing is known. */
        BEGIN,
        /** The best arm so far: nothing is tried any longer. */
        SETTLE,
        /** Fixed weights alone. */
        FIX
    }

    /** Why an arm was chosen. */
    public enum How {
        /** The profile belongs to the held-out share. */
        HOLDOUT,
        /** By fixed weights. */
        FIXED,
        /** By the floor: at random, so that every arm goes on being tried. */
        EXPLORED,
        /** It is the best so far. */
        SETTLED,
        /** It drew the highest chance. */
        LEARNED;

        /** The lower-case name used in details. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What an arm drew.
     *
     * @param arm key
     * @param odds what is known of it
     * @param u the number that the chance was drawn by; of no meaning to an arm that is settled on
     * @param chance the chance that it drew, or its mean where the best is settled on
     */
    public record Drawn(String arm, Odds odds, double u, double chance) {
        private Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("arm", arm);
            map.put("trials", odds.trials());
            map.put("wins", odds.wins());
            map.put("u", u);
            map.put("chance", chance);
            return map;
        }
    }

    /**
     * A choice.
     *
     * @param arm key, or null for the held-out share
     * @param how why
     * @param draw the number that decided, where one number did; else null
     * @param drawn what the arms drew, where that decided
     */
    public record Choice(String arm, How how, Double draw, List<Drawn> drawn) {

        /** The operands: enough to choose again. */
        public Map<String, Object> detail() {
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put(how.wire(), true);
            if (draw != null) {
                detail.put("draw", draw);
            }
            if (!drawn.isEmpty()) {
                detail.put("odds", drawn.stream().map(Drawn::toMap).toList());
            }
            return detail;
        }
    }

    /** The choice by what is known of each arm. */
    public Choice choose(Map<String, Odds> odds, Mode mode, Chance chance) {
        double held = chance.ofProfile("holdout");
        if (held * 100 < holdout) {
            return new Choice(null, How.HOLDOUT, held, List.of());
        }
        if (mode == Mode.FIX) {
            return fixed(chance);
        }
        if (mode == Mode.SETTLE) {
            return best(How.SETTLED, odds, chance);
        }
        double explore = chance.ofVisit("explore");
        int arm = floor > 0 ? (int) Math.floor(explore * 100 / floor) : arms.size();
        if (arm < arms.size()) {
            return new Choice(arms.get(arm).key(), How.EXPLORED, explore, List.of());
        }
        return mode == Mode.BEGIN ? fixed(chance) : best(How.LEARNED, odds, chance);
    }

    private Choice fixed(Chance chance) {
        double draw = chance.ofVisit("weight");
        double total = arms.stream().mapToDouble(Arm::weight).sum();
        double passed = 0;
        Arm last = arms.getFirst();
        for (Arm arm : arms) {
            passed += arm.weight();
            last = arm.weight() > 0 ? arm : last;
            if (arm.weight() > 0 && draw * total < passed) {
                break;
            }
        }
        return new Choice(last.key(), How.FIXED, draw, List.of());
    }

    private Choice best(How how, Map<String, Odds> odds, Chance chance) {
        List<Drawn> drawn = new ArrayList<>();
        for (Arm arm : arms) {
            Odds known = odds.getOrDefault(arm.key(), Odds.NONE);
            double u = how == How.SETTLED ? 0 : chance.ofVisit("arm " + arm.key());
            drawn.add(new Drawn(arm.key(), known, u, how == How.SETTLED ? known.mean() : known.draw(u)));
        }
        return new Choice(highest(drawn).arm(), how, null, drawn);
    }

    /** The arm that drew the highest chance; the first of several. */
    public static Drawn highest(List<Drawn> drawn) {
        return drawn.stream()
                .sorted(Comparator.comparingDouble(Drawn::chance).reversed())
                .findFirst()
                .orElseThrow();
    }
}
