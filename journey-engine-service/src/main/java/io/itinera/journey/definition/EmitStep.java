package io.itinera.journey.definition;

import io.itinera.conditions.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts an event of the profile on the stream, where segments and other journeys see it as if a customer had caused it.
 *
 * @param event its name
 * @param properties what it says, written out or taken from elsewhere
 * @param next the step that follows
 */
public record EmitStep(String event, Value.Members properties, String next) implements Step {

    /** How the step is read. */
    static final StepType<EmitStep> TYPE = new StepType<>(
            "emit",
            fields -> new EmitStep(fields.text("event"), Value.members(fields, "properties"), fields.text("next")));

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Target> targets() {
        return List.of(new Target("/next", next));
    }

    @Override
    public Optional<String> emits() {
        return Optional.of(event);
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
    public StepText describe() {
        return StepText.then(
                "Put event " + Words.quoted(event) + " on the stream"
                        + (properties.members().isEmpty() ? "" : " with " + properties.describe()),
                next);
    }

    @Override
    public StepResult run(Moment moment) {
        String id = moment.want(new Wish.Event(event, properties.of(moment.facts())));
        return new StepResult.Go(next, ReasonWord.EMITTED, Map.of("event", event, "message", id));
    }
}
