package io.itinera.journey.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.exchange.ScenarioDocument;
import io.itinera.journey.exchange.YamlForm;
import io.itinera.journey.trial.check.Needs;
import io.itinera.journey.trial.scenario.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The page about templates, {@code docs/templates.md}: its table is that of the files, its example runs. {@code -Ditinera.docs.write=true}
 * writes the table anew.
 */
class TemplatesPageTest {

    private static final Path PAGE = Path.of("../docs/templates.md");
    private static final String START = "<!-- generated: templates -->\n";
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

    @Test
    void theTableIsThatOfTheTemplates() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(START) + START.length();
        int to = page.indexOf("<!-- end -->", from);
        assertThat(from).isGreaterThanOrEqualTo(START.length());

        String written = page.substring(0, from) + table() + page.substring(to);

        if (Boolean.getBoolean("itinera.docs.write")) {
            Files.writeString(PAGE, written);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(written);
    }

    @Test
    void theDocumentOfThePageHasScenariosThatPass() throws IOException {
        Matcher example = EXAMPLE.matcher(Files.readString(PAGE));
        assertThat(example.find()).isTrue();
        JsonNode document = YamlForm.readAll(example.group(1)).getFirst();

        assertThat(ScenarioDocument.faults(document)).isEmpty();
        JourneyTemplate template = TemplateShelf.read().stream()
                .filter(one -> one.key().equals(ScenarioDocument.journey(document)))
                .findFirst()
                .orElseThrow();
        assertThat(Rehearsal.of(template.file().definition(), 1, ScenarioDocument.scenarios(document))
                        .passed())
                .isTrue();
    }

    private static String table() {
        StringBuilder table =
                new StringBuilder("| industry | template | what it does | events that it needs |\n|---|---|---|---|\n");
        List<JourneyTemplate> templates = TemplateShelf.read().stream()
                .sorted(Comparator.comparing(JourneyTemplate::industry).thenComparing(JourneyTemplate::key))
                .toList();
        for (JourneyTemplate template : templates) {
            JsonNode definition = template.file().definition();
            table.append("| %s | `%s` | %s | %s |\n"
                    .formatted(
                            template.industry(),
                            template.key(),
                            definition.path("description").asText(),
                            String.join(", ", Needs.of(definition).events())));
        }
        return table.toString();
    }
}
