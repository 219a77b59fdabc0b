package io.itinera.journey.trial.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.trial.simulate.Simulator;
import io.itinera.journey.trial.simulate.Subject;
import io.itinera.journey.trial.simulate.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of docs/trying.md do what the page says. */
class TryingPageTest {

    private static final Path PAGE = Path.of("../docs/trying.md");
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Pattern CODE = Pattern.compile("(?m)^\\| (`[^|]+) \\| (error|warning|info) \\|");
    private static final Subject CART = Subject.of(Documents.json(Documents.CART_RECOVERY));

    @Test
    void theScenarioOfThePagePlays() throws IOException {
        Trace trace = Simulator.play(CART, ScenarioReader.scenario(examples().get(0), ""));

        assertThat(trace.ways()).singleElement().satisfies(way -> {
            assertThat(way.path()).contains("mail-a", "look", "end");
            assertThat(way.goals()).containsExactly("purchase");
        });
    }

    @Test
    void theTestOfThePagePasses() throws IOException {
        JsonNode example = examples().get(1);

        assertThat(ScenarioReader.expectation(example)
                        .failures(Simulator.play(CART, ScenarioReader.scenario(example, ""))))
                .isEmpty();
    }

    @Test
    void everyCodeOfAFindingIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        Pattern made = Pattern.compile("(?s)(?:error|warning|warn|info)\\(\\s*[^;]*?,\\s*\"([a-z]+(?:-[a-z]+)+)\",");
        List<String> codes;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/itinera/journey"))) {
            codes = sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/definition/")
                            || file.toString().contains("/trial/check/"))
                    .map(TryingPageTest::read)
                    .flatMap(text -> made.matcher(text).results())
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
        }

        assertThat(codes).hasSizeGreaterThan(12).allSatisfy(code -> assertThat(page)
                .contains("`" + code + "`"));
        assertThat(CODE.matcher(page).results()).isNotEmpty();
    }

    private static List<JsonNode> examples() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        List<MatchResult> found = YAML.matcher(Files.readString(PAGE)).results().toList();
        assertThat(found).hasSize(2);
        return List.of(
                yaml.readTree(found.get(0).group(1)), yaml.readTree(found.get(1).group(1)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
