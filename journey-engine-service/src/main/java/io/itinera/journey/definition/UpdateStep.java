package io.itinera.journey.definition;

import io.itinera.conditions.Source;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Changes traits of the profile. Traits are named at the top level.
 *
 * @param set new values
 * @param increment numbers to add; a trait that is no number is left as it is
 * @param unset traits to remove
 * @param append values to put at the end of a list, once each
 * @param remove values to take out of a list
 * @param next the step that follows
 */
public record UpdateStep(
        Map<String, Object> set,
        Map<String, Object> increment,
        List<String> unset,
        Map<String, Object> append,
        Map<String, Object> remove,
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
                fields.data("set"),
                increment,
                fields.texts("unset"),
                fields.data("append"),
                fields.data("remove"),
                fields.text("next"));
        if (step.changes(Map.of()).isEmpty() && step.remove().isEmpty()) {
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
    public Optional<String> without() {
        return Optional.of(next);
    }

    @Override
    public StepResult run(Moment moment) {
        Map<String, Object> changes = changes(moment.facts().values(Source.TRAIT));
        moment.want(new Wish.Traits(changes));
        return new StepResult.Go(next, ReasonWord.UPDATED, Map.of("traits", List.copyOf(changes.keySet())));
    }

    /** New values by trait, null for a trait that goes away. */
    private Map<String, Object> changes(Map<String, Object> traits) {
        Map<String, Object> changes = new LinkedHashMap<>(set);
        increment.forEach((trait, by) -> {
            Object now = changes.getOrDefault(trait, traits.get(trait));
            if (now == null || now instanceof Number) {
                changes.put(trait, sum((Number) now, (Number) by));
            }
        });
        append.forEach((trait, value) -> {
            List<Object> list = elements(changes.getOrDefault(trait, traits.get(trait)));
            elements(value).stream().filter(v -> !list.contains(v)).forEach(list::add);
            changes.put(trait, list);
        });
        remove.forEach((trait, value) -> {
            Object now = changes.getOrDefault(trait, traits.get(trait));
            if (now != null) {
                List<Object> list = elements(now);
                list.removeAll(elements(value));
                changes.put(trait, list);
            }
        });
        unset.forEach(trait -> changes.put(trait, null));
        return changes;
    }

    private static Number sum(Number now, Number by) {
        if (now == null) {
            return by;
        }
        BigDecimal sum = new BigDecimal(now.toString()).add(new BigDecimal(by.toString()));
        boolean whole =
                sum.stripTrailingZeros().scale() <= 0 && sum.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return whole ? (Number) sum.longValueExact() : (Number) sum.doubleValue();
    }

    private static List<Object> elements(Object value) {
        List<Object> elements = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.stream().filter(Objects::nonNull).forEach(elements::add);
        } else if (value != null) {
            elements.add(value);
        }
        return elements;
    }
}
