package io.itinera.journey.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.exchange.JourneyFile;
import io.itinera.journey.exchange.ScenarioDocument;
import io.itinera.journey.exchange.YamlForm;
import io.itinera.journey.trial.check.Needs;
import io.itinera.journey.trial.scenario.Rehearsal;
import io.itinera.journey.trial.scenario.ScenarioReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every journey to begin with is without fault, and its scenarios pass and leave nothing of it out. */
class JourneyTemplatesTest {

    private static final Path FOLDER = Path.of("src/main/resources/journey-templates");

    /** What journeys of health care may ask of a profile or an event. None of it says anything about health. */
    private static final Set<String> HARMLESS = Set.of("nextAppointment", "phone", "event.rating");

    private static final Pattern SHOWN = Pattern.compile("\\{\\{(.*?)}}");

    static List<JourneyTemplate> templates() {
        return TemplateShelf.read();
    }

    @Test
    void everyFileIsInTheIndex() throws IOException {
        Set<String> files;
        try (Stream<Path> all = Files.walk(FOLDER)) {
            files = all.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.toString().endsWith(".messages.yaml"))
                    .map(file -> FOLDER.relativize(file).toString().replace(".yaml", ""))
                    .collect(Collectors.toSet());
        }

        assertThat(Files.readAllLines(FOLDER.resolve("index")))
                .containsExactlyInAnyOrderElementsOf(files)
                .isSorted();
        Set<String> industries = new TreeSet<>();
        templates().forEach(template -> industries.add(template.industry()));
        assertThat(industries)
                .containsExactly(
                        "any", "b2b", "ecommerce", "education", "fintech", "healthcare", "hospitality", "saas");
    }

    @ParameterizedTest
    @MethodSource("templates")
    void hasNoFaultAndItsScenariosPassAndReachEverythingInIt(JourneyTemplate template) {
        JsonNode definition = template.file().definition();

        assertThat(JourneyDefinitions.check(definition)).isEmpty();
        assertThat(definition.path("key").asText()).isEqualTo(template.key());
        assertThat(definition.path("description").asText()).isNotBlank();
        JsonNode tests = YamlForm.readAll(template.text()).getLast();
        assertThat(ScenarioDocument.faults(tests)).isEmpty();
        assertThat(ScenarioDocument.journey(tests)).isEqualTo(template.key());

        assertThat(template.file().scenarios().byName()).isNotEmpty();
        ScenarioReport report = Rehearsal.of(definition, 1, template.file().scenarios());
        assertThat(report.results())
                .allSatisfy(result ->
                        assertThat(result.failures()).as(result.name()).isEmpty());
        assertThat(report.coverage().stepsMissed()).isEmpty();
        assertThat(report.coverage().exitsMissed()).isEmpty();
        assertThat(report.coverage().goalsMissed()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void isTheSameJourneyAfterItWasWrittenAndReadAgain(JourneyTemplate template) {
        List<JsonNode> documents = template.file().documents();

        assertThat(YamlForm.readAll(YamlForm.writeAll(documents))).isEqualTo(documents);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void hasATextForEachMessageThatItSendsAndNothingInItIsWithoutADefault(JourneyTemplate template) throws IOException {
        JsonNode texts = YamlForm.readAll(
                        Files.readString(FOLDER.resolve(template.industry() + "/" + template.key() + ".messages.yaml")))
                .getFirst();
        List<Needs.Message> sent = Needs.of(template.file().definition()).messages();

        assertThat(names(texts))
                .containsExactlyElementsOf(
                        sent.stream().map(Needs.Message::template).toList());
        assertThat(template.messages()).hasSameSizeAs(sent).allSatisfy(message -> {
            assertThat(message.content().channel()).isEqualTo("email");
            assertThat(message.content().subject()).isNotBlank();
            assertThat(shown(message)).allSatisfy(variable -> assertThat(variable)
                    .matches(".*\\| default: \"[^\"]*\"|message\\.unsubscribe_url"));
        });
        Set<String> marketing = sent.stream()
                .filter(message -> message.purpose().equals("marketing"))
                .map(Needs.Message::template)
                .collect(Collectors.toSet());
        assertThat(template.messages())
                .filteredOn(message -> message.content().text().contains("{{ message.unsubscribe_url }}"))
                .extracting(SuggestedMessage::key)
                .containsExactlyInAnyOrderElementsOf(marketing);
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** What a message shows, with its filters. */
    private static List<String> shown(SuggestedMessage message) {
        return SHOWN.matcher(message.content().subject() + message.content().text())
                .results()
                .map(found -> found.group(1).strip())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void passesItsScenariosWithOtherNamesOfItsEvents(JourneyTemplate template) {
        Map<String, String> names = Needs.of(template.file().definition()).events().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> name.toLowerCase(Locale.ROOT).replace(' ', '_')));

        JourneyFile renamed = new EventNames(names).in(template.file());

        assertThat(Needs.of(renamed.definition()).events()).containsExactlyInAnyOrderElementsOf(names.values());
        assertThat(Rehearsal.of(renamed.definition(), 1, renamed.scenarios()).passed())
                .isTrue();
    }

    @Test
    void templatesOfDifferentIndustriesHaveKeysOfTheirOwn() {
        assertThat(templates()).extracting(JourneyTemplate::key).doesNotHaveDuplicates();
    }

    @Test
    void journeysOfHealthCareNeitherAskForHealthDataNorHandAnyOn() {
        assertThat(templates())
                .filteredOn(template -> template.industry().equals("healthcare"))
                .hasSize(2)
                .allSatisfy(template -> {
                    JsonNode definition = template.file().definition();
                    assertThat(HARMLESS)
                            .containsAll(definition.findValuesAsText("trait"))
                            .containsAll(definition.findValuesAsText("property"))
                            .containsAll(Needs.of(definition).traits());
                    assertThat(definition.path("steps").findValuesAsText("type"))
                            .doesNotContain("webhook", "emit", "update", "enter");
                    assertThat(Needs.of(definition).messages())
                            .extracting(Needs.Message::purpose)
                            .containsOnly("transactional");
                    assertThat(template.messages())
                            .flatExtracting(JourneyTemplatesTest::shown)
                            .allMatch(shown -> shown.matches("profile\\.(firstName|nextAppointment) .*"));
                });
    }

    @Test
    void tellsWhatAJourneyNeeds() {
        JourneyTemplate documents = templates().stream()
                .filter(template -> template.key().equals("document-collection"))
                .findFirst()
                .orElseThrow();

        Needs needs = Needs.of(documents.file().definition());

        assertThat(needs.events())
                .containsExactly("Application Completed", "Application Started", "Application Withdrawn");
        assertThat(needs.traits()).containsExactly("branch", "documentReminders", "missingDocuments", "phone");
        assertThat(needs.messages())
                .containsExactly(
                        new Needs.Message("documents-missing", "email", "transactional"),
                        new Needs.Message("documents-complete", "email", "transactional"));
        assertThat(Map.of("segments", needs.segments(), "scores", needs.scores(), "journeys", needs.journeys()))
                .allSatisfy((_, none) -> assertThat(none).isEmpty());
    }
}
