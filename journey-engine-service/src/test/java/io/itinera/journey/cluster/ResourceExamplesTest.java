package io.itinera.journey.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.exchange.YamlForm;
import io.itinera.journey.trial.scenario.Rehearsal;
import io.itinera.journey.trial.scenario.ScenarioSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The resources that the manifests' page shows are ones that a cluster takes, and the engine, too. */
class ResourceExamplesTest {

    private static final Pattern BLOCK = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    static List<String> examples() {
        try {
            return BLOCK.matcher(Files.readString(Path.of("../k8s/README.md")))
                    .results()
                    .map(block -> block.group(1))
                    .filter(block -> block.contains("kind: Journey"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsValidAndItsScenariosPass(String yaml) {
        JsonNode resource = YamlForm.readAll(yaml).getFirst();

        assertThat(new ResourceSchema().errors(resource)).isEmpty();
        JsonNode definition = resource.at("/spec/definition");
        JsonNode scenarios = resource.at("/spec/scenarios");
        assertThat(JourneyDefinitions.check(definition))
                .extracting(Finding::severity)
                .doesNotContain(Finding.Severity.ERROR);
        assertThat(ScenarioSet.faults(scenarios, "")).isEmpty();
        assertThat(Rehearsal.of(definition, 1, ScenarioSet.of(scenarios)).passed())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatACrdDoesNotKnowIsRefused(String yaml) {
        ObjectNode resource = (ObjectNode) YamlForm.readAll(yaml).getFirst();
        ((ObjectNode) resource.get("spec")).put("publsh", true);

        assertThat(new ResourceSchema().errors(resource)).isNotEmpty();
    }
}
