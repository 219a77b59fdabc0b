package io.itinera.journey.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.trial.scenario.ScenarioSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Journeys with their scenarios as files: without loss, byte for byte, and with the place of what is wrong. */
class JourneyFileTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Property(tries = 500)
    void journeysAndTheirScenariosComeBackAndAreWrittenAgainByteForByte(@ForAll("files") List<JourneyFile> files) {
        String yaml = JourneyFile.write(files);
        List<JsonNode> documents = YamlForm.readAll(yaml);

        assertThat(documents).hasSize(2 * files.size());
        List<JourneyFile> back = new ArrayList<>();
        for (int i = 0; i < documents.size(); i += 2) {
            JsonNode tests = documents.get(i + 1);
            assertThat(ScenarioDocument.is(documents.get(i))).isFalse();
            assertThat(ScenarioDocument.is(tests)).isTrue();
            assertThat(ScenarioDocument.faults(tests)).isEmpty();
            assertThat(ScenarioDocument.journey(tests))
                    .isEqualTo(documents.get(i).path("key").asText());
            back.add(new JourneyFile(documents.get(i), ScenarioDocument.scenarios(tests)));
        }
        assertThat(back).isEqualTo(files);
        assertThat(JourneyFile.write(back)).isEqualTo(yaml);
        for (int i = 0; i < back.size(); i++) {
            ScenarioSet was = files.get(i).scenarios();
            assertThat(back.get(i).scenarios().changeFrom(was).none()).isTrue();
        }
    }

    @Property(tries = 300)
    void aFieldThatNobodyKnowsIsNamedWithItsPlace(@ForAll("scenarios") ScenarioSet scenarios, @ForAll int pick) {
        if (scenarios.byName().isEmpty()) {
            return;
        }
        List<String> names = List.copyOf(scenarios.byName().keySet());
        String name = names.get(Math.floorMod(pick, names.size()));
        ObjectNode document = ScenarioDocument.write("filed", scenarios).deepCopy();
        ObjectNode scenario = (ObjectNode) document.path("scenarios").path(name);
        String[] places = {"/profile", "/events/0", "/expect", ""};
        String place = places[Math.floorMod(pick, places.length)];
        ((ObjectNode) scenario.at(place)).put("evnt", 1);

        assertThat(ScenarioDocument.faults(document))
                .extracting(Finding::pointer)
                .containsExactly("/scenarios/" + name + place + "/evnt");
    }

    @Test
    void tellsWhatIsWrongWithADocumentOfScenarios() {
        assertThat(pointers("{ scenarios: {} }")).containsExactly("/journey");
        assertThat(pointers("{ journey: 'a', scenarios: [] }")).containsExactly("/scenarios");
        assertThat(pointers("{ journey: 'a', scenarios: {}, more: 1 }")).containsExactly("/more");
        assertThat(pointers("{ journey: 'a', scenarios: { one: 'x', two: { events: [] } } }"))
                .containsExactly("/scenarios/one", "/scenarios/two/expect");
        assertThat(pointers("{ journey: 'a', scenarios: { 'No name': { expect: { entries: 0 } } } }"))
                .containsExactly("/scenarios/No name");
        assertThat(
                        pointers(
                                "{ journey: 'a', scenarios: { x: { events: [ { after: 'soon' } ], expect: { entries: 'no' } } } }"))
                .containsExactly("/scenarios/x/events/0", "/scenarios/x/expect/entries");
    }

    @Test
    void aJourneyWithoutScenariosSaysSo() {
        String yaml = JourneyFile.write(List.of(new JourneyFile(Documents.json("{ key: 'a' }"), ScenarioSet.NONE)));

        assertThat(yaml).isEqualTo("---\nkey: a\n---\njourney: a\nscenarios: {}\n");
    }

    @Test
    void tellsWhichScenariosOfAJourneyChange() {
        ScenarioSet before =
                set("{ a: { expect: { entries: 0 } }, b: { expect: { entries: 0 } }, c: { expect: { entries: 0 } } }");
        ScenarioSet after =
                set("{ b: { expect: { entries: 1 } }, c: { expect: { entries: 0 } }, d: { expect: { entries: 0 } } }");

        assertThat(after.changeFrom(before))
                .isEqualTo(new ScenarioSet.Change(List.of("d"), List.of("b"), List.of("a")));
    }

    private static List<String> pointers(String document) {
        return ScenarioDocument.faults(Documents.json(document)).stream()
                .map(Finding::pointer)
                .toList();
    }

    private static ScenarioSet set(String json) {
        return ScenarioSet.of(Documents.json(json));
    }

    @Provide
    Arbitrary<List<JourneyFile>> files() {
        Arbitrary<JourneyFile> file = Combinators.combine(names(), text(), scenarios())
                .as((key, text, scenarios) -> {
                    ObjectNode definition = (ObjectNode) Documents.json(Documents.CART_RECOVERY);
                    definition.put("key", key).put("description", text);
                    return new JourneyFile(definition, scenarios);
                });
        return file.list().ofMinSize(1).ofMaxSize(3);
    }

    @Provide
    Arbitrary<ScenarioSet> scenarios() {
        return Arbitraries.maps(names(), scenario()).ofMaxSize(3).map(scenarios -> {
            SortedMap<String, JsonNode> sorted = new TreeMap<>(scenarios);
            return new ScenarioSet(sorted);
        });
    }

    private static Arbitrary<JsonNode> scenario() {
        Arbitrary<ObjectNode> event = Combinators.combine(
                        text(), data(), Arbitraries.integers().between(0, 900))
                .as((name, properties, minutes) -> {
                    ObjectNode happening = JSON.objectNode();
                    happening.put("after", "PT" + minutes + "M").put("event", name);
                    happening.set("properties", properties);
                    return happening;
                });
        return Combinators.combine(data(), event.list().ofMinSize(1).ofMaxSize(3), text(), data())
                .as((traits, events, end, values) -> {
                    ObjectNode scenario = JSON.objectNode();
                    scenario.putObject("profile").set("traits", traits);
                    scenario.putArray("events").addAll(events);
                    ObjectNode answer =
                            scenario.putObject("answers").putArray("ask").addObject();
                    answer.put("outcome", end).set("values", values);
                    scenario.putObject("expect").put("end", end).put("entries", events.size());
                    return scenario;
                });
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("az09-")
                .ofMinLength(1)
                .ofMaxLength(6)
                .map(name -> "x" + name);
    }

    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .withChars("aZ09 :#-?&*!|>%@`'\"{}[],\n\t\\~=<._/+é")
                .ofMaxLength(12);
    }

    /** What an event or a profile may carry. */
    private static Arbitrary<JsonNode> data() {
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                text().map(t -> (JsonNode) JSON.textNode(t)),
                Arbitraries.integers().map(n -> (JsonNode) JSON.numberNode(n)),
                Arbitraries.doubles().ofScale(3).between(-1000, 1000).map(n -> (JsonNode) JSON.numberNode(n)),
                Arbitraries.of(true, false).map(b -> (JsonNode) JSON.booleanNode(b)),
                Arbitraries.just((JsonNode) JSON.nullNode()));
        Arbitrary<JsonNode> list =
                leaf.list().ofMaxSize(3).map(l -> JSON.arrayNode().addAll(l));
        return Arbitraries.maps(text().filter(t -> !t.isEmpty()), Arbitraries.oneOf(leaf, list))
                .ofMaxSize(3)
                .map(m -> {
                    ObjectNode object = JSON.objectNode();
                    m.forEach(object::set);
                    return object;
                });
    }
}
