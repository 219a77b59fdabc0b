package io.itinera.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Wire;
import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.Stack;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;

/** The suite under measurement, and its APIs as a benchmark needs them. */
record Suite(Stack stack, HttpClient http) {

    Suite(Stack stack) {
        this(stack, HttpClient.newHttpClient());
    }

    ServiceProcess service(StackService service) {
        return stack.service(service);
    }

    int port(StackPort port) {
        return stack.settings().port(port);
    }

    String bootstrap() {
        return stack.kafka().bootstrapServers();
    }

    /** Starts services together and waits until all are ready. */
    void start(StackService... services) {
        Arrays.stream(services).forEach(service -> service(service).start());
        Arrays.stream(services).forEach(service -> service(service).awaitReady());
    }

    /** Stops services, which keep their data. */
    void stop(StackService... services) {
        Arrays.stream(services).forEach(service -> service(service).terminate());
        Arrays.stream(services).forEach(service -> service(service).stop());
    }

    /** A new write key's Authorization header. */
    String writeKey(String source) {
        JsonNode made = call("POST", StackPort.INTAKE, "/v1/write-keys", "{\"source\":\"" + source + "\"}");
        return "Bearer " + made.get("writeKey").asText();
    }

    /**
     * Calls an API with all roles.
     *
     * @throws IllegalStateException when the answer is not a 2xx, with what it says
     */
    JsonNode call(String method, StackPort port, String path, String json, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(stack.settings().url(port) + path))
                    .header("Authorization", "Bearer " + stack.token("viewer", "editor", "approver", "operator"))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(json));
            if (headers.length > 0) {
                request.headers(headers);
            }
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(
                        "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
            }
            return answer.body().isBlank() ? Wire.JSON.nullNode() : Wire.JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
