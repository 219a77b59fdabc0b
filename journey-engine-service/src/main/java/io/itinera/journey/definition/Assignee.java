package io.itinera.journey.definition;

import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who gets a task. */
sealed interface Assignee {

    /** One of these gets it, the next in turn where there are several; nobody in particular where it is empty. */
    List<String> of(Facts facts);

    /** In plain English. */
    String describe();

    /** Always these, in turn. */
    record InTurn(List<String> people) implements Assignee {
        @Override
        public List<String> of(Facts facts) {
            return people;
        }

        @Override
        public String describe() {
            return people.isEmpty() ? "" : " to " + String.join(" or ", people) + (people.size() > 1 ? " in turn" : "");
        }
    }

    /** Who belongs to the value of a trait. */
    record ByTrait(Path trait, Map<String, Object> people, String otherwise) implements Assignee {
        @Override
        public List<String> of(Facts facts) {
            Object value = Path.plain(facts.value(Source.TRAIT, trait));
            Object found = value == null ? null : people.get(String.valueOf(value));
            String person = found == null ? otherwise : String.valueOf(found);
            return person == null ? List.of() : List.of(person);
        }

        @Override
        public String describe() {
            return " to whom trait " + trait + " says";
        }
    }

    /** Reads {@code "anna"}, {@code {"roundRobin": […]}} or {@code {"trait": …, "map": {…}, "otherwise": …}}. */
    static Assignee read(Fields step) {
        if (!step.has("assignee")) {
            return new InTurn(List.of());
        }
        if (step.value("assignee") instanceof String person) {
            return new InTurn(List.of(person));
        }
        Fields fields = step.object("assignee");
        if (fields.has("roundRobin")) {
            return new InTurn(fields.texts("roundRobin"));
        }
        if (!fields.has("trait")) {
            fields.error("", "has the wrong form, expected a name, roundRobin, or a trait with a map");
            return new InTurn(List.of());
        }
        Map<String, Object> people = new LinkedHashMap<>(fields.data("map"));
        people.forEach((value, person) -> {
            if (!(person instanceof String)) {
                fields.error("map", "has the wrong form at '" + value + "', expected a name");
            }
        });
        return new ByTrait(fields.path("trait"), people, fields.text("otherwise", null));
    }
}
