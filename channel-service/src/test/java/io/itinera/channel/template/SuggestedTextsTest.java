package io.itinera.channel.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.channel.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts that journey-engine-service suggests for the messages of its journey templates are templates here. */
class SuggestedTextsTest {

    private static final Path FOLDER = Path.of("../journey-engine-service/src/main/resources/journey-templates");
    private static final Pattern ENTRY =
            Pattern.compile("(?m)^([a-z0-9-]+):\n  subject: '(.*)'\n  text: \\|\n((?: {4}.*\n|\n)+)");
    private static final Liquid LIQUID = new Liquid(Settings.of());

    /** A text of a file. */
    record Text(String key, String subject, String body) {
        @Override
        public String toString() {
            return key;
        }
    }

    static List<Text> texts() throws IOException {
        List<Text> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".messages.yaml")).toList()) {
                ENTRY.matcher(Files.readString(file))
                        .results()
                        .forEach(found -> texts.add(new Text(
                                found.group(1),
                                found.group(2),
                                found.group(3).indent(-4).stripTrailing() + "\n")));
            }
        }
        return texts;
    }

    @Test
    void allOfThemAreReadHere() throws IOException {
        assertThat(texts()).hasSizeGreaterThan(50).extracting(Text::key).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void saysSomethingWholeToSomebodyOfWhomNothingIsKnown(Text text) {
        Set<String> missing = new LinkedHashSet<>();

        String subject = fill(text.subject(), Map.of(), missing);
        String body = fill(text.body(), Map.of(), missing);

        assertThat(missing).isEmpty();
        assertThat(subject).isNotBlank().doesNotContain("{", "}");
        assertThat(body).startsWith("Hello there,\n").doesNotContain("{", "}");
    }

    @Test
    void asksOnlyForTheDocumentsThatAreMissing() throws IOException {
        String body = fill(
                text("documents-missing").body(),
                Map.of("firstName", "Ann", "missingDocuments", List.of("passport", "payslip")),
                new LinkedHashSet<>());

        assertThat(body).startsWith("Hello Ann,\n").contains("\n- passport\n- payslip\n");
    }

    @Test
    void tellsTheTimeOfAVisitOnTheClockOfWhoComes() throws IOException {
        String body = fill(
                text("visit-today").body(),
                Map.of("nextAppointment", "2026-07-15T12:00:00Z", "timezone", "Europe/Berlin"),
                new LinkedHashSet<>());

        assertThat(body).contains("today at 14:00.");
    }

    private static Text text(String key) throws IOException {
        return texts().stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
    }

    private static String fill(String source, Map<String, Object> profile, Set<String> missing) {
        Variables variables = new Variables(profile, Map.of(), Map.of(), new Variables.Message("m-1", null, null));
        return LIQUID.compile(source, Escaping.NONE).report(variables.all(), missing);
    }
}
