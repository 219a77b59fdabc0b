package io.itinera.journey.definition;

import io.itinera.conditions.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes traits of the profile. Traits are named at the top level. Amounts and list elements are applied by profile-service to the
 * values that it finds, so that journeys which change the same trait at a time do not overwrite each other.
 *
 * @param set new values, written out or taken from elsewhere; one that leads to nothing changes nothing
 * @param increment numbers to add; a trait that is no number counts as 0
 * @param unset traits to remove
 * @param append values to put at the end of a list, once each
 * @param remove values to take out of a list
 * @param next the step that follows
 */
public record UpdateStep(
        Value.Members set,
        Map<String, Object> increment,
        List<String> unset,
        Value.Members append,
        Value.Members remove,
        String next)
        implements Step {

    /** How the step is read. */
    static final StepType<UpdateStep> TYPE = new StepType<>("update", UpdateStep::read);

    private static UpdateStep read(Fields fields) {
        Map<String, Object> increment = fields.data("increment");
        increment.forEach((trait, by) -> {
            if (!(by instanceof Number)) {
                fields.error("increment", "has the wrong form at '" + trait + "', expected a number");
            }
        });
        UpdateStep step = new UpdateStep(
                Value.members(fields, "set"),
                increment,
                fields.texts("unset"),
                Value.members(fields, "append"),
                Value.members(fields, "remove"),
                fields.text("next"));
        if (step.set().members().isEmpty()
                && increment.isEmpty()
                && step.unset().isEmpty()
                && step.append().members().isEmpty()
                && step.remove().members().isEmpty()) {
            fields.error("", "changes nothing, expected set, increment, unset, append or remove");
        }
        return step;
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Target> targets() {
        return List.of(new Target("/next", next));
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
        List<String> does = new ArrayList<>();
        set.members().forEach((trait, value) -> does.add("set trait " + trait + " to " + value.describe()));
        increment.forEach((trait, by) -> does.add("add " + by + " to trait " + trait));
        unset.forEach(trait -> does.add("remove trait " + trait));
        append.members().forEach((trait, value) -> does.add("put " + value.describe() + " on list " + trait));
        remove.members().forEach((trait, value) -> does.add("take " + value.describe() + " off list " + trait));
        String all = Words.list(does, "and");
        return StepText.then(Character.toUpperCase(all.charAt(0)) + all.substring(1), next);
    }

    @Override
    public StepResult run(Moment moment) {
        TraitChange change = new TraitChange(
                set.of(moment.facts()), unset, increment, append.of(moment.facts()), remove.of(moment.facts()));
        if (change.isEmpty()) {
            return new StepResult.Go(next, ReasonWord.NOTHING_TO_UPDATE, Map.of());
        }
        moment.want(new Wish.Traits(change));
        return new StepResult.Go(next, ReasonWord.UPDATED, Map.of("traits", change.traits()));
    }
}
