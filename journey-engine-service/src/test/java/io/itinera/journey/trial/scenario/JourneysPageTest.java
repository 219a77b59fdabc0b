package io.itinera.journey.trial.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.Facts;
import io.itinera.conditions.Operator;
import io.itinera.conditions.Source;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.definition.ReasonWord;
import io.itinera.journey.trial.simulate.Simulator;
import io.itinera.journey.trial.simulate.Subject;
import io.itinera.journey.trial.simulate.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference of the journey language, {@code docs/journeys.md}: its examples run, its tables are those of the code. {@code
 * -Ditinera.docs.write=true} writes the tables anew.
 */
class JourneysPageTest {

    private static final Path PAGE = Path.of("../docs/journeys.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml( scenario)?\\n(.*?)^```$");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-zA-Z]+)` \\| [^|]+ \\| `([^|]+)` \\| `([^|]+)` \\| `([^|]+)` \\|$");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** A journey of the page, or a scenario with the journey before it. */
    record Example(String name, String journey, String scenario) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        String journey = null;
        int scenario = 0;
        while (block.find()) {
            if (block.group(1) == null) {
                journey = block.group(2);
                scenario = 0;
                examples.add(new Example(key(journey), journey, null));
            } else {
                examples.add(new Example(key(journey) + ", scenario " + ++scenario, journey, block.group(2)));
            }
        }
        return examples;
    }

    /** A row of the table of operators: what it is, an example, and traits for which that holds and does not. */
    record Row(String operator, JsonNode example, JsonNode holds, JsonNode not) {
        @Override
        public String toString() {
            return operator;
        }
    }

    static List<Row> operatorRows() throws IOException {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) {
            rows.add(new Row(
                    row.group(1),
                    YAML.readTree(row.group(2)),
                    YAML.readTree(row.group(3)),
                    YAML.readTree(row.group(4))));
        }
        return rows;
    }

    @Test
    void everyOperatorHasAnExampleAndEveryJourneyAScenario() throws IOException {
        assertThat(operatorRows())
                .extracting(Row::operator)
                .containsExactlyElementsOf(
                        Arrays.stream(Operator.values()).map(Operator::wire).toList());
        List<String> played = examples().stream()
                .filter(example -> example.scenario() != null)
                .map(Example::journey)
                .toList();
        assertThat(played).containsAll(examples().stream().map(Example::journey).toList());
    }

    @ParameterizedTest
    @MethodSource("operatorRows")
    void everyOperatorHoldsForWhatThePageSaysAndForNothingElse(Row row) {
        Condition condition = Conditions.parse(plain(row.example()), "");

        assertThat(row.example().has(row.operator())).isTrue();
        assertThat(condition.test(facts(row.holds()))).isTrue();
        assertThat(condition.test(facts(row.not()))).isFalse();
    }

    private static Object plain(JsonNode json) {
        return Wire.JSON.convertValue(json, Object.class);
    }

    /** A profile with these traits at the time that the page names. */
    private static Facts facts(JsonNode traits) {
        return new Facts() {
            @Override
            public Instant now() {
                return Instant.parse("2026-01-05T09:00:00Z");
            }

            @Override
            public ZoneId zone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Map<String, Object> values(Source source) {
                return Wire.JSON.convertValue(traits, new TypeReference<>() {});
            }
        };
    }

    /** The lines that open or close fenced blocks which no test runs. */
    private static List<String> notRun(String page) {
        return BLOCK.matcher(page)
                .replaceAll("")
                .lines()
                .filter(line -> line.contains("```") || line.contains("~~~"))
                .toList();
    }

    @Test
    void noBlockOfThePageIsLeftOut() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(notRun(page)).isEmpty();
        assertThat(examples()).hasSizeGreaterThan(20);
        for (String kind : List.of("", "json", "yml", "yaml scenarios", " yaml")) {
            assertThat(notRun(page + "```" + kind + "\n{}\n```\n")).as(kind).isNotEmpty();
        }
        assertThat(notRun(page + "  ```yaml\n  {}\n  ```\n")).isNotEmpty();
        assertThat(notRun(page + "~~~yaml\n{}\n~~~\n")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleDoesWhatThePageSays(Example example) throws IOException {
        JsonNode definition = YAML.readTree(example.journey());
        assertThat(JourneyDefinitions.read(definition).warnings()).isEmpty();
        if (example.scenario() != null) {
            JsonNode scenario = YAML.readTree(example.scenario());

            Subject subject = new Subject(definition, 1, entered(definition));
            Trace trace = Simulator.play(subject, ScenarioReader.scenario(scenario, ""));

            assertThat(ScenarioReader.expectation(scenario).failures(trace)).isEmpty();
        }
    }

    /** The journeys of the page that a journey lets profiles enter, or leave. */
    private static List<PublishedJourney> entered(JsonNode definition) throws IOException {
        List<String> keys = new ArrayList<>();
        definition.path("steps").findValues("journey").forEach(named -> {
            keys.add(named.asText());
            named.forEach(each -> keys.add(each.asText()));
        });
        List<PublishedJourney> journeys = new ArrayList<>();
        for (Example example : examples()) {
            JsonNode other = YAML.readTree(example.journey());
            String key = other.path("key").asText();
            if (example.scenario() == null && keys.contains(key)) {
                journeys.add(new PublishedJourney(
                        key, PublishedJourney.State.LIVE, 1, List.of(new PublishedJourney.Version(1, other, null))));
            }
        }
        return journeys;
    }

    @Test
    void theTablesAreThoseOfTheCode() throws IOException {
        String page = Files.readString(PAGE);

        String written = with(with(with(page, "steps", steps()), "operators", operators()), "reasons", reasons());

        if (Boolean.getBoolean("itinera.docs.write")) {
            Files.writeString(PAGE, written);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(written);
    }

    private static String steps() throws IOException {
        JsonNode definitions = Wire.JSON
                .readTree(Files.readString(Path.of("src/main/resources/schemas/journey.schema.json")))
                .path("$defs");
        StringBuilder table = new StringBuilder("| type | does | fields |\n|---|---|---|\n");
        definitions.fieldNames().forEachRemaining(name -> {
            if (name.startsWith("step-")) {
                JsonNode step = definitions.path(name);
                List<String> fields = new ArrayList<>();
                step.path("properties").fieldNames().forEachRemaining(field -> {
                    if (!field.equals("type")) {
                        fields.add("`" + field + "`");
                    }
                });
                table.append("| `%s` | %s | %s |\n"
                        .formatted(
                                name.substring("step-".length()),
                                step.path("description").asText(),
                                String.join(", ", fields)));
            }
        });
        return table.toString();
    }

    private static String operators() {
        return Arrays.stream(Operator.values())
                .map(operator -> "`" + operator.wire() + "`")
                .collect(Collectors.joining(", ", "Operators: ", ".\n"));
    }

    private static String reasons() {
        return Arrays.stream(ReasonWord.values())
                .map(word -> "| `%s` | %s |\n"
                        .formatted(
                                word.wire().isEmpty()
                                        ? "…"
                                        : word.wire().endsWith(":") ? word.wire() + "…" : word.wire(),
                                word.kinds().stream()
                                        .map(Transition.Kind::wire)
                                        .sorted()
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("", "| reason | of a transition that is |\n|---|---|\n", ""));
    }

    private static String with(String page, String name, String content) {
        String start = "<!-- generated: " + name + " -->\n";
        int from = page.indexOf(start) + start.length();
        int to = page.indexOf("<!-- end -->", from);
        assertThat(from).isGreaterThanOrEqualTo(start.length());
        return page.substring(0, from) + content + page.substring(to);
    }

    private static String key(String journey) {
        return journey.lines().findFirst().orElseThrow().substring("key: ".length());
    }
}
