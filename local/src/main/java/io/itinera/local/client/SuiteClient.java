package io.itinera.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.itinera.local.backend.BackEndException;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Calls the APIs of a running suite: for the demo, the system tests and the benchmarks. */
public final class SuiteClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StackSettings settings;
    private final Supplier<String> token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /**
     * @param settings where the suite listens
     * @param token gives a bearer token with all roles that the calls need
     */
    public SuiteClient(StackSettings settings, Supplier<String> token) {
        this.settings = settings;
        this.token = token;
    }

    /**
     * An answer.
     *
     * @param status HTTP status
     * @param etag ETag as it came, or null
     * @param body JSON body, null-node when there is none
     */
    public record Answer(int status, String etag, JsonNode body) {

        /** Whether the status is a 2xx. */
        public boolean isGood() {
            return status / 100 == 2;
        }
    }

    /** Reads something that must be there. */
    public JsonNode get(StackPort service, String path) {
        return good(call(service, "GET", path, null, Map.of()), "GET " + path).body();
    }

    /** Sends JSON, given as text or as an object, with the token; any status is an answer. */
    public Answer call(StackPort service, String method, String path, Object body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.url(service) + path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : json(body));
        if (!headers.containsKey("Authorization")) {
            request.header("Authorization", "Bearer " + token.get());
        }
        headers.forEach(request::header);
        return send(request.build());
    }

    /** Sends JSON and insists on a 2xx answer. */
    public Answer must(StackPort service, String method, String path, Object body) {
        return good(call(service, method, path, body, Map.of()), method + " " + path);
    }

    /** Makes a write key for a source. */
    public String makeWriteKey(String source) {
        return must(StackPort.INTAKE, "POST", "/v1/write-keys", Map.of("source", source))
                .body()
                .get("writeKey")
                .asText();
    }

    /** Sends a call of the tracking API, such as {@code batch}; any status is an answer. */
    public Answer track(String writeKey, String call, String json) {
        return call(StackPort.INTAKE, "POST", "/v1/" + call, json, Map.of("Authorization", "Bearer " + writeKey));
    }

    /** Makes a journey live, from its definition as JSON. */
    public void publish(String definition) {
        Answer draft = must(StackPort.JOURNEYS, "POST", "/v1/journeys", definition);
        String path = "/v1/journeys/" + draft.body().get("key").asText() + "/publish";
        good(call(StackPort.JOURNEYS, "POST", path, null, Map.of("If-Match", draft.etag())), "POST " + path);
    }

    /** Follows a link of a mail as a mail program or a browser does, and returns the status. */
    public int visit(String url) {
        return send(browser(url).GET().build()).status();
    }

    /** Presses a mail program's unsubscribe button (RFC 8058), and returns the status. */
    public int unsubscribe(String url) {
        return send(browser(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                        .build())
                .status();
    }

    /** The sum of a service's metric over all its labels that contain {@code label}. */
    public long metric(StackPort service, String name, String label) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(settings.url(service) + "/q/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                    .filter(line -> line.contains(label))
                    .mapToLong(line -> Math.round(Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /**
     * Insists on a 2xx answer.
     *
     * @throws BackEndException that tells what was answered instead
     */
    public static Answer good(Answer answer, String what) {
        if (!answer.isGood()) {
            throw new BackEndException("%s answered %d: %s".formatted(what, answer.status(), answer.body()));
        }
        return answer;
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode body = type.contains("json") ? JSON.readTree(response.body()) : JSON.nullNode();
            return new Answer(
                    response.statusCode(), response.headers().firstValue("ETag").orElse(null), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static HttpRequest.Builder browser(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Itinera demo reader");
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        try {
            return body instanceof String text
                    ? HttpRequest.BodyPublishers.ofString(text)
                    : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BackEndException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BackEndException("interrupted", e);
    }
}
