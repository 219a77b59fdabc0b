package io.itinera.journey.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class JourneySchemaTest {

    @Test
    void eachKindOfStepHasItsFragmentOfTheSchema() {
        JsonNode fragments = Documents.json(JourneySchema.text()).get("$defs");

        assertThat(Step.TYPES).hasSameSizeAs(Step.class.getPermittedSubclasses());
        assertThat(Step.TYPES).allSatisfy(type -> {
            assertThat(fragments.has("step-" + type.name())).isTrue();
            assertThat(fragments
                            .get("step")
                            .get("properties")
                            .get("type")
                            .get("enum")
                            .toString())
                    .contains("\"" + type.name() + "\"");
            assertThat(fragments.get("step").get("allOf").findValuesAsText("$ref"))
                    .contains("#/$defs/step-" + type.name());
        });
    }

    @Test
    void whatATextMustLookLikeIsSaidInWordsToo() {
        JsonNode schema = Documents.json(JourneySchema.text());

        assertThat(schema.findParents("pattern")).isNotEmpty().allMatch(rule -> rule.has("title"));
        assertThat(schema.findValues("propertyNames")).isNotEmpty().allMatch(rule -> rule.has("title"));
    }
}
