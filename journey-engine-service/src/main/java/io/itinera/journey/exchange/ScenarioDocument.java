package io.itinera.journey.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.conditions.Conditions;
import io.itinera.contracts.Wire;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.trial.scenario.ScenarioSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The document of a file that has the scenarios of one journey: {@code journey}, its key, and {@code scenarios} by name. It names all of
 * them: the journey has no others after it was brought in. A journey for which a file has no such document keeps those that it has.
 */
public final class ScenarioDocument {

    private static final String JOURNEY = "journey";
    private static final String SCENARIOS = "scenarios";
    private static final Set<String> KNOWN = Set.of(JOURNEY, SCENARIOS);
    private static final String REFUSED = "refused";

    private ScenarioDocument() {}

    /** Whether a document of a file is one; no definition of a journey has such a field. */
    public static boolean is(JsonNode document) {
        return document.has(SCENARIOS);
    }

    /** The document. */
    public static ObjectNode write(String journey, ScenarioSet scenarios) {
        ObjectNode document = Wire.JSON.createObjectNode();
        document.put(JOURNEY, journey);
        document.set(SCENARIOS, scenarios.toJson());
        return document;
    }

    /** Key of the journey; null where the document names none. */
    public static String journey(JsonNode document) {
        return document.path(JOURNEY).textValue();
    }

    /** The scenarios of a document without {@linkplain #faults faults}. */
    public static ScenarioSet scenarios(JsonNode document) {
        return ScenarioSet.of(document.path(SCENARIOS));
    }

    /** What is wrong with a document, with the place of each. */
    public static List<Finding> faults(JsonNode document) {
        List<Finding> faults = new ArrayList<>();
        document.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                faults.add(Finding.error("/" + Conditions.escape(name), REFUSED, "is not known here"));
            }
        });
        if (journey(document) == null) {
            faults.add(Finding.error(
                    "/" + JOURNEY, REFUSED, "is missing, expected the key of the journey that they are tests of"));
        }
        faults.addAll(ScenarioSet.faults(document.path(SCENARIOS), "/" + SCENARIOS));
        return faults;
    }
}
