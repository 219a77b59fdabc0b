package io.itinera.journey.templates;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.exchange.JourneyFile;
import io.itinera.journey.exchange.ScenarioDocument;
import io.itinera.journey.exchange.YamlForm;
import io.itinera.journey.trial.check.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/** Reads the templates that come with the service. What is wrong with one of them is a defect, which a test finds. */
final class TemplateShelf {

    /** Where they lie. A native image cannot list resources, so {@code index} names them. */
    private static final String FOLDER = "/journey-templates/";

    private TemplateShelf() {}

    /** All templates, in the order of keys. */
    static List<JourneyTemplate> read() {
        return resource("index")
                .lines()
                .filter(line -> !line.isBlank())
                .map(TemplateShelf::template)
                .sorted(Comparator.comparing(JourneyTemplate::key))
                .toList();
    }

    /**
     * One template.
     *
     * @param path {@code industry/key}
     */
    private static JourneyTemplate template(String path) {
        String text = resource(path + ".yaml");
        List<JsonNode> documents = YamlForm.readAll(text);
        if (documents.size() != 2 || !ScenarioDocument.is(documents.getLast())) {
            throw new IllegalStateException("template " + path + " is no journey with its scenarios");
        }
        int slash = path.indexOf('/');
        JsonNode definition = documents.getFirst();
        JsonNode texts = YamlForm.readAll(resource(path + ".messages.yaml")).getFirst();
        return new JourneyTemplate(
                path.substring(slash + 1),
                path.substring(0, slash),
                new JourneyFile(definition, ScenarioDocument.scenarios(documents.getLast())),
                text,
                Needs.of(definition).messages().stream()
                        .map(message -> message(message, texts.path(message.template())))
                        .toList());
    }

    private static SuggestedMessage message(Needs.Message message, JsonNode written) {
        return new SuggestedMessage(
                message.template(),
                new SuggestedMessage.Content(
                        message.channel(),
                        written.path("subject").textValue(),
                        written.path("text").textValue()));
    }

    private static String resource(String name) {
        try (InputStream in = TemplateShelf.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("template " + name + " is not there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
