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
     * @param best the arm that has done best at the goal; null where there is no goal, or no two arms to choose between
     * @param regret conversions missed so far against the best arm, by estimate; null like {@code best}
     * @param regretOfEvenSplit conversions that as many entries would have missed if they were split evenly; null like {@code best}
     * @param lift conversions of all that were chosen for against those held out; null without a goal or a holdout
     * @param answers opens and clicks by what was chosen, where those are what the step learns from
     */
    public record Step(
            String step,
            String type,
            boolean stopped,
            long model,
            Instant modelFrom,
            List<Arm> arms,
            String best,
            Double regret,
            Double regretOfEvenSplit,
            Experiment.Lift lift,
            List<Answers> answers) {}

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
     * @param chanceOfBest how likely it is the best arm; null for those held out, and without a goal
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

    /**
     * What messages were answered with, by what was chosen for them: opens and clicks of the one message that followed from each choice.
     *
     * @param by {@code channel} or {@code hour}, on the clock of the zone in which the instance began
     * @param channel whose hours these are; null where channels are compared
     * @param messages how many went out that something was chosen for
     * @param options what was chosen, in order
     * @param regret what was missed; null where not two options have messages enough to be compared
     * @param heldOut the messages that nothing was chosen for, or null
     * @param lift all that were chosen for against those held out; null without a holdout
     * @param sampled true when there were more instances, of which the latest entered were looked at
     */
    public record Answers(
            String by,
            String channel,
            long messages,
            List<Option> options,
            Regret regret,
            Option heldOut,
            Experiment.Lift lift,
            boolean sampled) {}

    /**
     * A channel, or an hour of the day.
     *
     * @param option channel, hour, or {@code holdout}
     * @param sent messages that went out so
     * @param answered those that were opened or clicked
     * @param rate those among all of them
     * @param rateLow lower bound (Wilson, 95 %)
     * @param rateHigh upper bound (Wilson, 95 %)
     * @param share of all that something was chosen for; null for those held out
     */
    public record Option(
            String option, long sent, long answered, double rate, double rateLow, double rateHigh, Double share) {}

    /**
     * What was missed against the best option in hindsight, among those with 30 messages or more.
     *
     * @param best the option with the highest rate
     * @param messages of all options that were compared
     * @param missed answers that the others' messages would have had more at its rate
     * @param low lower bound of those (95 %), not below zero
     * @param high upper bound of those (95 %)
     * @param evenly answers that as many messages would have missed if they were split evenly
     */
    public record Regret(String best, long messages, double missed, double low, double high, double evenly) {}
}
