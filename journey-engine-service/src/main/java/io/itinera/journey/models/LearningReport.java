package io.itinera.journey.models;

import io.itinera.journey.reporting.Experiment;
import java.time.Instant;
import java.util.List;

/**
 * What the steps of a version have learned, and what that is worth.
 *
 * @param journey journey key
 * @param version of the journey
 * @param goal the primary goal, by which arms are compared; null where there is none
 * @param steps steps that learn, in the order of the definition
 */
public record LearningReport(String journey, int version, String goal, List<Step> steps) {

    /**
     * One step.
     *
     * @param step key
     * @param type {@code optimize}, {@code next-best} or {@code send}
     * @param stopped true when somebody stopped its learning
     * @param model number of the latest model that it decides by, 0 for none yet
     * @param modelFrom from when on that model holds, or null
     * @param arms what it chose between
     * @param best the arm that has done best, or null
     * @param regret conversions missed so far against the best arm, by estimate
     * @param regretOfEvenSplit conversions that as many entries would have missed if they were split evenly
     * @param lift all that were chosen for against those held out; null without a holdout
     */
    public record Step(
            String step,
            String type,
            boolean stopped,
            long model,
            Instant modelFrom,
            List<Arm> arms,
            String best,
            double regret,
            double regretOfEvenSplit,
            Experiment.Lift lift) {}

    /**
     * One arm.
     *
     * @param arm key; a channel where channels were chosen
     * @param holdout true when it was not chosen but held out
     * @param entered instances that took it
     * @param conversions those that reached the goal
     * @param rate those among all that took it
     * @param rateLow lower bound (Wilson, 95 %)
     * @param rateHigh upper bound (Wilson, 95 %)
     * @param share of all that were chosen for; null for those held out
     * @param chanceOfBest how likely it is the best arm; null for those held out
     */
    public record Arm(
            String arm,
            boolean holdout,
            long entered,
            long conversions,
            double rate,
            double rateLow,
            double rateHigh,
            Double share,
            Double chanceOfBest) {}
}
