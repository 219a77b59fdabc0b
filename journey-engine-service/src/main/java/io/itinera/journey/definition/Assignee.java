package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.contracts.TaskChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who gets a task. */
sealed interface Assignee {

    /** Nobody in particular: whoever claims it. */
    Assignee NOBODY = new Named(null);

    /** Who gets it, by what is known now. */
    Assigned of(Facts facts);

    /** In plain English, as the end of a sentence. */
    String describe();

    /**
     * Who gets a task.
     *
     * @param people one of them; nobody in particular where it is empty
     * @param turn how one of them is found, or null where somebody is named
     * @param detail why these, for the explanation
     */
    record Assigned(List<String> people, TaskChange.Turn turn, Map<String, Object> detail) {

        private Assigned by(Integer rule, Object when) {
            Map<String, Object> why = new LinkedHashMap<>();
            if (rule != null) {
                why.put("rule", rule);
            }
            why.put("when", when);
            return new Assigned(people, turn == null ? null : new TaskChange.Turn(rule, turn.capacity()), why);
        }
    }

    /**
     * Always the same person, however much that one has to do.
     *
     * @param person or null for nobody
     */
    record Named(String person) implements Assignee {
        @Override
        public Assigned of(Facts facts) {
            return new Assigned(person == null ? List.of() : List.of(person), null, Map.of());
        }

        @Override
        public String describe() {
            return person == null ? "" : " to " + person;
        }
    }

    /**
     * The next in turn who is there and has not too much to do. Who that is, is decided where tasks are kept.
     *
     * @param capacity most open tasks that one of them may have, unless an operator has said otherwise of a person; null for no limit
     */
    record InTurn(List<String> people, Integer capacity) implements Assignee {
        @Override
        public Assigned of(Facts facts) {
            return new Assigned(people, new TaskChange.Turn(null, capacity), Map.of());
        }

        @Override
        public String describe() {
            return (people.isEmpty() ? "" : " to " + String.join(" or ", people))
                    + (people.size() > 1 ? " in turn" : "")
                    + (capacity == null ? "" : ", with " + capacity + " open tasks at most");
        }
    }

    /** Who belongs to the value of a trait. */
    record ByTrait(Path trait, Map<String, Object> people, Assignee otherwise) implements Assignee {
        @Override
        public Assigned of(Facts facts) {
            Object value = Path.plain(facts.value(Source.TRAIT, trait));
            Object found = value == null ? null : people.get(String.valueOf(value));
            return found == null ? otherwise.of(facts) : new Named(String.valueOf(found)).of(facts);
        }

        @Override
        public String describe() {
            return " to whom trait " + trait + " says";
        }
    }

    /** Whom the first rule that holds names. */
    record ByRules(List<Rule> rules, Assignee otherwise) implements Assignee {

        /** A condition, and who gets the task where it holds. */
        record Rule(Condition when, Assignee to) {}

        @Override
        public Assigned of(Facts facts) {
            for (int i = 0; i < rules.size(); i++) {
                Rule rule = rules.get(i);
                if (rule.when().test(facts)) {
                    return rule.to()
                            .of(facts)
                            .by(i + 1, rule.when().explain(facts).toMap());
                }
            }
            return otherwise
                    .of(facts)
                    .by(
                            null,
                            rules.stream()
                                    .map(rule -> rule.when().explain(facts).toMap())
                                    .toList());
        }

        @Override
        public String describe() {
            List<String> said = new ArrayList<>();
            for (Rule rule : rules) {
                said.add(rule.to().describe() + " if " + rule.when().describe());
            }
            return String.join(", else", said)
                    + (otherwise.equals(NOBODY) ? ", else to nobody in particular" : ", else" + otherwise.describe());
        }
    }

    /**
     * Reads {@code "anna"}, {@code {"roundRobin": […], "capacity": 20}}, {@code {"trait": …, "map": {…}, "otherwise": …}} or
     * {@code {"rules": [{"when": …, "to": …}], "otherwise": …}}.
     */
    static Assignee read(Fields step) {
        if (!(step.value("assignee") instanceof Map)) {
            return simple(step, "assignee");
        }
        Fields fields = step.object("assignee");
        if (fields.has("rules")) {
            return new ByRules(
                    fields.objects("rules").stream().map(Assignee::rule).toList(), simple(fields, "otherwise"));
        }
        if (fields.has("roundRobin")) {
            return inTurn(fields);
        }
        if (!fields.has("trait")) {
            fields.error("", "has the wrong form, expected a name, roundRobin, rules, or a trait with a map");
            return NOBODY;
        }
        Map<String, Object> people = new LinkedHashMap<>(fields.data("map"));
        people.forEach((value, person) -> {
            if (!(person instanceof String)) {
                fields.error("map", "has the wrong form at '" + value + "', expected a name");
            }
        });
        return new ByTrait(fields.path("trait"), people, simple(fields, "otherwise"));
    }

    private static ByRules.Rule rule(Fields rule) {
        for (String name : List.of("when", "to")) {
            if (!rule.has(name)) {
                rule.error(name, "is missing");
            }
        }
        return new ByRules.Rule(rule.condition("when", Reading.Place.INSTANCE), simple(rule, "to"));
    }

    /** A name, or some in turn; nobody where there is neither. */
    private static Assignee simple(Fields fields, String name) {
        if (!(fields.value(name) instanceof Map)) {
            String person = fields.text(name, null);
            return person == null ? NOBODY : new Named(person);
        }
        return inTurn(fields.object(name));
    }

    private static Assignee inTurn(Fields fields) {
        List<String> people = fields.texts("roundRobin");
        if (people.isEmpty()) {
            fields.error("roundRobin", "is empty, expected at least one name");
        }
        Number capacity = fields.number("capacity", null);
        if (capacity != null && (capacity.intValue() < 1 || capacity.doubleValue() != capacity.intValue())) {
            fields.error("capacity", "is " + capacity + ", expected a whole number from 1");
        }
        return new InTurn(people, capacity == null ? null : capacity.intValue());
    }
}
