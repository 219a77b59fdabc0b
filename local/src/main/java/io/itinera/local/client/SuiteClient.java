package io.itinera.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Wire;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Supplier;

/** Calls the APIs of a running suite. */
public final class SuiteClient {

    private final StackSettings settings;
    private final Supplier<String> token;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param settings where the suite listens
     * @param token a bearer token with all roles that the calls need
     */
    public SuiteClient(StackSettings settings, Supplier<String> token) {
        this.settings = settings;
        this.token = token;
    }

    /**
     * Calls an API with the token and wants a 2xx.
     *
     * @param json the body, empty for none
     * @param headers further names and values, in turns
     * @return the answer's body; a JSON null where there is none
     * @throws IllegalStateException when the answer is not a 2xx, with what it says
     */
    public JsonNode call(String method, StackPort port, String path, String json, String... headers) {
        HttpResponse<String> answer = answer(method, port, path, json, headers);
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
        }
        try {
            return answer.body().isBlank() ? Wire.JSON.nullNode() : Wire.JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " did not answer with JSON", e);
        }
    }

    /** Calls an API with the token, whatever it answers. */
    public HttpResponse<String> answer(String method, StackPort port, String path, String json, String... headers) {
        return exchange(method, port, path, json, "Bearer " + token.get(), headers);
    }

    /** Reads an API. */
    public JsonNode get(StackPort port, String path) {
        return call("GET", port, path, "");
    }

    /** Makes a write key for a source. */
    public String makeWriteKey(String source) {
        return call("POST", StackPort.INTAKE, "/v1/write-keys", "{\"source\":\"" + source + "\"}")
                .get("writeKey")
                .asText();
    }

    /** Sends a call of the tracking API, such as {@code batch}; what intake answers is not judged. */
    public HttpResponse<String> track(String writeKey, String call, String json) {
        return exchange("POST", StackPort.INTAKE, "/v1/" + call, json, "Bearer " + writeKey);
    }

    /** Makes a journey live, from its definition as JSON. */
    public void publish(String definition) {
        String key = call("POST", StackPort.JOURNEYS, "/v1/journeys", definition)
                .get("key")
                .asText();
        call("POST", StackPort.JOURNEYS, "/v1/journeys/" + key + "/publish", "", "If-Match", "*");
    }

    private HttpResponse<String> exchange(
            String method, StackPort port, String path, String json, String authorization, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + settings.port(port) + path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
