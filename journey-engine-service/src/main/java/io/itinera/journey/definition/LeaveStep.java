package io.itinera.journey.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the profile out of another journey: each of its instances there ends at the same moment, from outside, once what brought this one
 * here has been applied to every journey. Where the profile is not in that journey, nothing happens. In one go, {@code leave} and then
 * {@code enter} begin the other journey anew.
 *
 * @param journey key of the other journey
 * @param next the step that follows
 */
public record LeaveStep(String journey, String next) implements Step {

    /** How the step is read. */
    static final StepType<LeaveStep> TYPE =
            new StepType<>("leave", fields -> new LeaveStep(fields.text("journey"), fields.text("next")));

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Target> targets() {
        return List.of(new Target("/next", next));
    }

    @Override
    public List<Finding> findings(JourneyDefinition in) {
        return journey.equals(in.key())
                ? List.of(Finding.error(
                        "/journey",
                        "own-journey",
                        "is this journey itself, expected another: an exit step ends this one"))
                : List.of();
    }

    @Override
    public StepText describe() {
        return StepText.then("Take the profile out of journey " + journey, next);
    }

    @Override
    public boolean actsOnProfile() {
        return true;
    }

    @Override
    public Optional<String> without() {
        return Optional.of(next);
    }

    @Override
    public StepResult run(Moment moment) {
        moment.want(new Wish.Leave(journey));
        return new StepResult.Go(next, ReasonWord.LET_LEAVE, Map.of("journey", journey));
    }
}
