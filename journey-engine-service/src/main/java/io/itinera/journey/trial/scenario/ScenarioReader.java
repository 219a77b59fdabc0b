package io.itinera.journey.trial.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.Wire;
import io.itinera.journey.trial.simulate.Scenario;
import io.itinera.problems.ProblemException;
import io.itinera.problems.WrongForm;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads scenarios and what they expect; what is wrong is answered with its place. */
public final class ScenarioReader {

    private static final String EXPECT = "expect";
    private static final ObjectReader STRICT =
            Wire.JSON.reader().with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private ScenarioReader() {}

    /**
     * A scenario; what it expects is passed over.
     *
     * @param json the scenario as an object
     * @param pointer where it stands in the request
     * @throws ProblemException 422 with the place that is wrong
     */
    public static Scenario scenario(JsonNode json, String pointer) {
        if (!(json instanceof ObjectNode object)) {
            throw ProblemException.invalid(pointer, "is missing, expected a scenario as an object");
        }
        return read(object.deepCopy().without(EXPECT), Scenario.class, pointer);
    }

    /** What a scenario expects. */
    static Expectation expectation(JsonNode json) {
        Expectation expected = read(
                json.path(EXPECT).isMissingNode() ? Wire.JSON.createObjectNode() : json.path(EXPECT),
                Expectation.class,
                "/" + EXPECT);
        if (expected.isEmpty()) {
            throw ProblemException.invalid(
                    "/" + EXPECT, "is missing or empty: a scenario that expects nothing tests nothing");
        }
        return expected;
    }

    private static <T> T read(JsonNode json, Class<T> type, String pointer) {
        try {
            return STRICT.forType(type).readValue(json);
        } catch (JsonMappingException e) {
            throw ProblemException.invalid(pointer + WrongForm.pointer(e), message(e));
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid(pointer, "cannot be read");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String message(JsonMappingException e) {
        return e.getCause() instanceof IllegalArgumentException cause
                ? String.valueOf(cause.getMessage())
                : WrongForm.message(e);
    }
}
