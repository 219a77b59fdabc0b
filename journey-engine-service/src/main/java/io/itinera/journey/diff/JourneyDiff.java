package io.itinera.journey.diff;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What two definitions differ in.
 *
 * @param journey fields outside of the steps
 * @param steps in the order of the newer definition; those that are gone come last
 */
public record JourneyDiff(List<FieldChange> journey, List<StepChange> steps) {

    /**
     * A field that is not as it was.
     *
     * @param pointer JSON pointer within the journey or the step, in the newer definition where it is there
     * @param change {@code added}, {@code removed} or {@code changed}
     * @param before as it was, or null
     * @param after as it is, or null
     * @param words the same as a sentence; conditions in words
     */
    public record FieldChange(String pointer, String change, JsonNode before, JsonNode after, String words) {}

    /**
     * A step that is not as it was.
     *
     * @param step its key in the newer definition, or in the older one where it is gone
     * @param change {@code added}, {@code removed}, {@code renamed}, {@code moved} (the same, at another place in the flow) or {@code
     *     changed}
     * @param was its key in the older definition where that is another, or null
     * @param fields what is different in it
     * @param words the same as a sentence
     */
    public record StepChange(String step, String change, String was, List<FieldChange> fields, String words) {}

    /** True when there is no difference. */
    public boolean isEmpty() {
        return journey.isEmpty() && steps.isEmpty();
    }

    /**
     * Compares two definitions, both of which keep to the rules of the language.
     *
     * @throws io.itinera.journey.definition.InvalidJourneyException when one of them does not
     */
    public static JourneyDiff between(JsonNode before, JsonNode after) {
        return new JourneyDiff(
                FieldDiff.fields(before, after, List.of("key", "steps")), new StepDiff(before, after).changes());
    }
}
