package io.itinera.journey.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.Wire;
import io.itinera.journey.definition.Documents;
import io.itinera.problems.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML out and in, byte for byte. */
class YamlFormTest {

    @Test
    void writesWhatAnAuthorWouldWrite() {
        String yaml = YamlForm.write(Documents.json(Documents.CART_RECOVERY));

        assertThat(yaml)
                .startsWith("key: cart-recovery\nname: Cart recovery\n")
                .contains("    for: PT1H\n", "    percent: 100\n");
        assertThat(yaml.indexOf("pause:")).isLessThan(yaml.indexOf("known:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "No",
                "on",
                "OFF",
                "y",
                "null",
                "~",
                "true",
                "1",
                "1.0",
                "-1",
                "1_000",
                "0x1F",
                "0o17",
                "1e3",
                "12:30",
                "2026-01-01",
                ".inf",
                ".nan",
                "",
                " ",
                "a ",
                " a",
                "a: b",
                "a #b",
                "- a",
                "? a",
                "&a",
                "*a",
                "!a",
                "%a",
                "@a",
                "`a",
                "{a}",
                "[a]",
                "'a'",
                "\"a\"",
                "a\nb",
                "a\n",
                "\na",
                "a\r\nb",
                "a\tb",
                "a\u0000b",
                "\u0085",
                "\u2028",
                "\uFEFF",
                "=",
                "<<",
                "---",
                "...",
                "ä",
                "😀"
            })
    void aTextStaysTheTextItIs(String text) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("value", text).putArray("list").add(text);
        document.putObject("object").put(text, "x");

        assertRoundTrip(document);
    }

    @Property(tries = 500)
    void whateverIsWrittenIsReadBackAndWrittenAgainByteForByte(@ForAll("documents") JsonNode document) {
        assertRoundTrip(document);
    }

    /** However an author lays a file out, with comments, flow style and quotes: out comes one form, and from then on it stays. */
    @Test
    void everyJourneyOfThePageHasOneFormThatStaysByteForByte() throws IOException {
        List<JsonNode> journeys = Pattern.compile("(?s)```yaml\\n(.*?)```")
                .matcher(Files.readString(Path.of("../docs/journeys.md")))
                .results()
                .flatMap(block -> YamlForm.readAll("# as its author wrote it\n" + block.group(1)).stream())
                .toList();
        assertThat(journeys).hasSizeGreaterThan(5);

        String once = YamlForm.writeAll(journeys);
        String again = YamlForm.writeAll(YamlForm.readAll(once));

        assertThat(YamlForm.readAll(once)).isEqualTo(journeys);
        assertThat(again).isEqualTo(once).doesNotContain("#");
        assertThat(YamlForm.readAll(Wire.JSON.writeValueAsString(journeys.getFirst())))
                .containsExactly(journeys.getFirst());
    }

    @Test
    void manyDocumentsComeBackInTheirOrder() {
        List<JsonNode> documents =
                List.of(Documents.json("{ key: 'b' }"), Documents.json("{ key: 'a', text: 'x\\n---\\ny' }"));
        String yaml = YamlForm.writeAll(documents);

        assertThat(YamlForm.readAll(yaml)).isEqualTo(documents);
        assertThat(YamlForm.readAll("# nothing\n---\nkey: a\n---\n")).hasSize(1);
        assertThat(YamlForm.readAll("{\"key\": \"json\"}")).hasSize(1);
    }

    @Test
    void saysWhichDocumentCannotBeRead() {
        assertThatThrownBy(() -> YamlForm.readAll("key: a\n---\nkey: [\n"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("document 2")
                .hasMessageContaining("at line ");
        assertThatThrownBy(() -> YamlForm.readAll("journey: a\nscenarios:\n  one: {}\n  one: {}\n"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("document 1")
                .hasMessageContaining("at line 4");
    }

    private static void assertRoundTrip(JsonNode document) {
        String yaml = YamlForm.write(document);
        List<JsonNode> back = YamlForm.readAll(yaml);

        assertThat(back).containsExactly(document);
        assertThat(YamlForm.write(back.getFirst())).isEqualTo(yaml);
    }

    @Provide
    Arbitrary<JsonNode> documents() {
        Arbitrary<String> text = Arbitraries.strings()
                .withChars("aZ09 :#-?&*!|>%@`'\"{}[],\n\t\\~=<._/+é")
                .ofMaxLength(12);
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                text.map(t -> (JsonNode) JsonNodeFactory.instance.textNode(t)),
                Arbitraries.integers().map(n -> (JsonNode) JsonNodeFactory.instance.numberNode(n)),
                Arbitraries.doubles().ofScale(3).between(-1000, 1000).map(n ->
                        (JsonNode) JsonNodeFactory.instance.numberNode(n)),
                Arbitraries.of(true, false).map(b -> (JsonNode) JsonNodeFactory.instance.booleanNode(b)));
        Arbitrary<JsonNode> list = leaf.list()
                .ofMaxSize(3)
                .map(l -> JsonNodeFactory.instance.arrayNode().addAll(l));
        return Arbitraries.maps(text.filter(t -> !t.isEmpty()), Arbitraries.oneOf(leaf, list))
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(m -> {
                    ObjectNode object = JsonNodeFactory.instance.objectNode();
                    m.forEach(object::set);
                    ObjectNode document = JsonNodeFactory.instance.objectNode();
                    document.set("inner", object);
                    document.setAll(object.deepCopy());
                    return document;
                });
    }
}
