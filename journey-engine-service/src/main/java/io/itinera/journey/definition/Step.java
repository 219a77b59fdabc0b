package io.itinera.journey.definition;

import io.itinera.conditions.Facts;
import io.itinera.conditions.Span;
import io.itinera.contracts.Activity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One step of a journey. Each kind is one class that holds its data, how it is read ({@code TYPE}), and what it does; a new kind is
 * that class, its fragment of the JSON Schema, and its name in this file.
 */
public sealed interface Step
        permits SendStep,
                WaitStep,
                BranchStep,
                SplitStep,
                OptimizeStep,
                NextBestStep,
                UpdateStep,
                EmitStep,
                EnterStep,
                LeaveStep,
                WebhookStep,
                TaskStep,
                ExitStep {

    /** All kinds, by which the reader finds how to read one. */
    List<StepType<?>> TYPES = List.of(
            SendStep.TYPE,
            WaitStep.TYPE,
            BranchStep.TYPE,
            SplitStep.TYPE,
            OptimizeStep.TYPE,
            NextBestStep.TYPE,
            UpdateStep.TYPE,
            EmitStep.TYPE,
            EnterStep.TYPE,
            LeaveStep.TYPE,
            WebhookStep.TYPE,
            TaskStep.TYPE,
            ExitStep.TYPE);

    /** Name of the kind in the journey language. */
    String type();

    /** Steps that may follow. */
    List<Target> targets();

    /** What the step does, in plain English; each of {@link #targets()} is one of its ways. */
    StepText describe();

    /** What happens when an instance comes to the step. */
    StepResult run(Moment moment);

    /**
     * What is wrong with the step as a part of its journey, or most likely a slip; what is wrong with its own fields is said when it is
     * read. Pointers are within the step.
     */
    default List<Finding> findings(JourneyDefinition journey) {
        return List.of();
    }

    /** True when an instance can stand at the step, so that a way back to an earlier step through it is no endless loop. */
    default boolean waits() {
        return false;
    }

    /** True when a way back through the step is no endless loop: a stay that may be over at once breaks none. */
    default boolean breaksCycles() {
        return waits();
    }

    /** True when the step decides by what the profile answered to, which the engine then keeps of every profile. */
    default boolean learnsFromAnswers() {
        return false;
    }

    /** The arms that are compared by how they do at the journey's primary goal, where the step decides by that. */
    default Optional<Rivals> rivals() {
        return Optional.empty();
    }

    /** True when what was learned decides at the step. */
    default boolean learns() {
        return learnsFromAnswers() || rivals().isPresent();
    }

    /**
     * Arms that are compared.
     *
     * @param arms keys
     * @param window so long back entries count, or null for all
     */
    record Rivals(List<String> arms, Span window) {}

    /** True when nothing but what happens ends the stay, so that an instance may stand here for ever. */
    default boolean endless() {
        return false;
    }

    /** True when the step asks for messages, whose status a condition can ask for. */
    default boolean sends() {
        return false;
    }

    /** Key of the offer that the messages of the step make, where they make one. */
    default Optional<String> makesOffer() {
        return Optional.empty();
    }

    /**
     * Whether a message of this step that no provider has yet, as far as is known, is taken back when something from outside ends the
     * instance.
     */
    default boolean takesBack() {
        return true;
    }

    /** Name of the event that the step puts on the stream, where it does. */
    default Optional<String> emits() {
        return Optional.empty();
    }

    /** True when the step changes what others see of the profile: its traits, its events, the journeys that it is in. */
    default boolean actsOnProfile() {
        return false;
    }

    /**
     * When a stay that time ends is over, by what is known now: asked again whenever something happens to the profile, since its zone
     * or its data may have changed.
     *
     * @param since when the stay began
     * @param due as {@link StepResult.Stay#due} named it, never null
     * @return null where the data no longer has that time, so that the stay is over
     */
    default Instant due(Facts facts, Instant since, Instant due) {
        return due;
    }

    /** True when a stay at that step of another version goes on here; {@code sameKey} where both have the same key. */
    default boolean continues(Step was, boolean sameKey) {
        return sameKey && waits() && type().equals(was.type());
    }

    /** True when a stay that goes on from that step of another version ends as it would have there; else {@link #end} says when. */
    default boolean endsLike(Step was) {
        return true;
    }

    /** When time ends a stay that began then, by what this version says; null where only what happens does. */
    default Instant end(Facts facts, Instant since) {
        return null;
    }

    /**
     * The step that follows when this one's action is left out, because its time has passed while the journey stood still; empty for a
     * step that decides, waits or ends.
     */
    default Optional<String> without() {
        return Optional.empty();
    }

    /**
     * True when the step waits for the hour at which it does its work, and for nobody's answer: that it is passed, or that somebody
     * orders to go on, is then said of the work and not of the wait.
     */
    default boolean waitsForItsHour() {
        return false;
    }

    /**
     * True when the step asks for an answer that it waits for: where its time is passed over, since the journey stood still, it asks
     * when that time is over.
     */
    default boolean asks() {
        return waits() && !waitsForItsHour();
    }

    /** What happens when the time comes that {@link StepResult.Stay#due} named. */
    default StepResult onDue(Moment moment) {
        throw new IllegalStateException("a " + type() + " step does not wait");
    }

    /** What of a customer's events can move an instance that stands here; all of them where a step does not say. */
    default Heed heeds() {
        return Heed.EVERYTHING;
    }

    /** Whether an activity ends the stay; empty when the instance stays on. */
    default Optional<StepResult> onActivity(Moment moment, Activity activity) {
        return Optional.empty();
    }

    /**
     * What an activity says to this step while its journey stands still, kept until it goes on: without it, what was waited for would
     * be lost.
     */
    default Optional<Answer> hears(Moment moment, Activity activity) {
        return Optional.empty();
    }

    /** Whether an answer is one that the step waits for. */
    default boolean knows(Answer answer) {
        return false;
    }

    /**
     * Takes note of an answer, at once also where the journey stands still.
     *
     * @return the answer that ends the stay: this one, or what the step makes of all that came; empty while it waits for more
     */
    default Optional<Answer> collects(Moment moment, Answer answer) {
        return Optional.of(answer);
    }

    /**
     * What an answer leads to, where the step waits for one. The step remembers what it wants to keep of it.
     *
     * @return empty when the answer is none that the step knows; the instance stays on
     */
    default Optional<StepResult> onAnswer(Moment moment, Answer answer) {
        return Optional.empty();
    }

    /**
     * The stay is over, by whatever way.
     *
     * @param answer what ended it, or null where that was something else
     */
    default void onLeave(Moment moment, Answer answer) {}

    /** True when leaving the step takes back what it asked for, so that who is led back must come to it anew. */
    default boolean withdraws() {
        return false;
    }

    /** Where an operator's order to go on leads who stands here; empty where the order must name a step. */
    default Optional<String> skipsTo() {
        return targets().stream().findFirst().map(Target::step);
    }

    /**
     * A reference to another step.
     *
     * @param field JSON pointer within the step
     * @param step key of the other step
     */
    record Target(String field, String step) {

        /** Where each of a list's objects leads by its {@code next}; the list takes more. */
        static <T> List<Target> each(String list, List<T> objects, Function<T, String> next) {
            List<Target> targets = new ArrayList<>();
            for (int i = 0; i < objects.size(); i++) {
                targets.add(new Target("/" + list + "/" + i + "/next", next.apply(objects.get(i))));
            }
            return targets;
        }
    }
}
