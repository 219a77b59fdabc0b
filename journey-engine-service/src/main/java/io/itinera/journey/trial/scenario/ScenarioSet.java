package io.itinera.journey.trial.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.conditions.Conditions;
import io.itinera.contracts.Wire;
import io.itinera.journey.definition.Finding;
import io.itinera.problems.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * All scenarios of a journey at once, as a file has them. Names are in the order of their characters, so that a file does not depend on
 * the collation of the database that it came from.
 *
 * @param byName scenarios with what they expect, as they were written
 */
public record ScenarioSet(SortedMap<String, JsonNode> byName) {

    /** A journey without scenarios. */
    public static final ScenarioSet NONE = new ScenarioSet(new TreeMap<>());

    /** How many scenarios a journey has at most. */
    static final int MOST = 200;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final String INVALID = "invalid-scenario";

    public ScenarioSet {
        byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    }

    /**
     * What another set changes.
     *
     * @param added names that it has
     * @param changed names whose scenario it has otherwise
     * @param removed names that it does not have
     */
    public record Change(List<String> added, List<String> changed, List<String> removed) {

        /** Whether the two are the same, to the order of their fields. */
        public boolean none() {
            return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
        }

        /** In words, for the audit trail. */
        String words() {
            List<String> words = new ArrayList<>();
            tell(words, "added ", added);
            tell(words, "changed ", changed);
            tell(words, "removed ", removed);
            return String.join("; ", words);
        }

        private static void tell(List<String> words, String did, List<String> names) {
            if (!names.isEmpty()) {
                words.add(did + String.join(", ", names));
            }
        }
    }

    /** Whether a scenario may have that name. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * What is wrong with scenarios by name; empty where {@link #of} can read them.
     *
     * @param json an object
     * @param pointer where it stands
     */
    public static List<Finding> faults(JsonNode json, String pointer) {
        List<Finding> faults = new ArrayList<>();
        if (!json.isObject()) {
            return List.of(Finding.error(pointer, INVALID, "has the wrong form, expected scenarios by name"));
        }
        if (json.size() > MOST) {
            faults.add(Finding.error(
                    pointer, INVALID, "has " + json.size() + " scenarios, a journey has at most " + MOST));
        }
        json.properties().forEach(each -> {
            String at = pointer + "/" + Conditions.escape(each.getKey());
            if (!isName(each.getKey())) {
                faults.add(Finding.error(
                        at, INVALID, "has a name that is not allowed, expected up to 63 of a-z, 0-9 and -"));
            }
            scenario(each.getValue(), at, faults);
        });
        return faults;
    }

    private static void scenario(JsonNode scenario, String pointer, List<Finding> faults) {
        try {
            ScenarioReader.scenario(scenario, "");
        } catch (ProblemException e) {
            add(e, pointer, faults);
        }
        if (scenario.isObject()) {
            try {
                ScenarioReader.expectation(scenario);
            } catch (ProblemException e) {
                add(e, pointer, faults);
            }
        }
    }

    private static void add(ProblemException e, String pointer, List<Finding> faults) {
        e.problem()
                .errors()
                .forEach(error -> faults.add(Finding.error(pointer + error.pointer(), INVALID, error.detail())));
    }

    /** Scenarios by name, which have no {@link #faults}. */
    public static ScenarioSet of(JsonNode json) {
        SortedMap<String, JsonNode> scenarios = new TreeMap<>();
        json.properties().forEach(each -> scenarios.put(each.getKey(), each.getValue()));
        return new ScenarioSet(scenarios);
    }

    /** As JSON, in the order of names. */
    public ObjectNode toJson() {
        ObjectNode json = Wire.JSON.createObjectNode();
        json.setAll(byName);
        return json;
    }

    /** What the journey's scenarios change when they become these. */
    public Change changeFrom(ScenarioSet before) {
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        byName.forEach((name, scenario) -> {
            JsonNode was = before.byName.get(name);
            if (was == null) {
                added.add(name);
            } else if (!was.toString().equals(scenario.toString())) {
                changed.add(name);
            }
        });
        List<String> removed = before.byName.keySet().stream()
                .filter(name -> !byName.containsKey(name))
                .toList();
        return new Change(added, changed, removed);
    }
}
