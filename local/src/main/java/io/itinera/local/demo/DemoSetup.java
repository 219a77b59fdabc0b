package io.itinera.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.itinera.local.client.SuiteClient;
import io.itinera.local.stack.StackPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a shop would have set up before its first event: a write key, consents, templates, journeys. */
final class DemoSetup {

    private static final String PREFIX = "demo-";
    private static final int DECISIONS = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SuiteClient suite;
    private final String run;

    DemoSetup(SuiteClient suite, String run) {
        this.suite = suite;
        this.run = run;
    }

    /** Key of one of this run's journeys: each run has its own, so that its counts are its own. */
    String journey(String name) {
        return PREFIX + name + "-" + run;
    }

    /** Makes a write key and returns its secret. */
    String writeKey() {
        return suite.makeWriteKey("demo-shop");
    }

    /** Records the shoppers' yes to marketing mail; who has not agreed has simply never been asked. */
    int consents(Collection<Shopper> shoppers) {
        List<Map<String, Object>> decisions = new ArrayList<>();
        for (Shopper shopper : shoppers) {
            if (shopper.agrees()) {
                decisions.add(Map.of(
                        "userId", shopper.userId(),
                        "channel", "email",
                        "purpose", "marketing",
                        "decision", "granted",
                        "source", "demo-signup-form",
                        "textVersion", "demo-1"));
            }
        }
        for (int i = 0; i < decisions.size(); i += DECISIONS) {
            List<Map<String, Object>> some = decisions.subList(i, Math.min(i + DECISIONS, decisions.size()));
            suite.must(StackPort.CONSENT, "POST", "/v1/consents", Map.of("decisions", some));
        }
        return decisions.size();
    }

    /** Saves a template from the resources; a later run saves the same again, which is no change. */
    void template(String key, String subject) {
        Map<String, String> content = Map.of(
                "channel",
                "email",
                "subject",
                subject,
                "html",
                text("/demo/" + key + ".html"),
                "text",
                text("/demo/" + key + ".txt"));
        String path = "/v1/templates/" + key;
        SuiteClient.Answer saved = suite.call(StackPort.CHANNELS, "PUT", path, content, Map.of());
        if (saved.status() == 428) {
            String etag =
                    suite.call(StackPort.CHANNELS, "GET", path, null, Map.of()).etag();
            saved = suite.call(StackPort.CHANNELS, "PUT", path, content, Map.of("If-Match", etag));
        }
        SuiteClient.good(saved, "PUT " + path);
    }

    /** Creates and publishes a journey from the resources, with its durations scaled. */
    void publish(String name, Map<String, Duration> durations) {
        String definition = text("/demo/" + name + ".json").replace("${key}", journey(name));
        for (Map.Entry<String, Duration> one : durations.entrySet()) {
            definition =
                    definition.replace("${" + one.getKey() + "}", one.getValue().toString());
        }
        SuiteClient.Answer created = suite.must(StackPort.JOURNEYS, "POST", "/v1/journeys", json(definition));
        String path = "/v1/journeys/" + journey(name);
        SuiteClient.Answer published =
                suite.call(StackPort.JOURNEYS, "POST", path + "/publish", null, Map.of("If-Match", created.etag()));
        SuiteClient.good(published, "POST " + path + "/publish");
        Await.until(
                name + " is announced to the engine",
                Duration.ofSeconds(30),
                () -> suite.get(StackPort.JOURNEYS, path).path("announced").asBoolean());
    }

    /** Ends the journeys of earlier runs, which would react to this run's events too. */
    void archiveEarlier() {
        for (JsonNode journey : suite.get(StackPort.JOURNEYS, "/v1/journeys?state=live&limit=200")
                .path("items")) {
            String key = journey.path("key").asText();
            if (key.startsWith(PREFIX)) {
                Map<String, String> match =
                        Map.of("If-Match", "\"" + journey.path("revision").asLong() + "\"");
                SuiteClient.good(
                        suite.call(StackPort.JOURNEYS, "POST", "/v1/journeys/" + key + "/archive", null, match),
                        "archive " + key);
            }
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String resource) {
        try (InputStream in = DemoSetup.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
