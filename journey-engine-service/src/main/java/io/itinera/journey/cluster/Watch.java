package io.itinera.journey.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.parsetools.RecordParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A watch of resources: a line for each change, until the API server ends it, the connection breaks, or it has forgotten from where it was to
 * watch. Then all are listed anew. Lines come in on the event loop, and are read elsewhere.
 */
final class Watch {

    private static final int OK = 200;

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private volatile boolean over;
    private volatile boolean refused;
    private volatile HttpClientResponse response;

    void begin(HttpClientResponse answer) {
        if (over) {
            answer.request().reset();
            return;
        }
        if (answer.statusCode() != OK) {
            refused = true;
            end();
            return;
        }
        response = answer;
        answer.handler(RecordParser.newDelimited("\n", this::line));
        answer.exceptionHandler(_ -> end());
        answer.endHandler(_ -> end());
    }

    private void line(Buffer line) {
        lines.add(line.toString());
    }

    void end() {
        over = true;
    }

    /** Ends it from this side. */
    void close() {
        over = true;
        HttpClientResponse answer = response;
        if (answer != null) {
            answer.request().reset();
        }
    }

    /** Whether nothing more will come. */
    boolean isOver() {
        return over;
    }

    /** Whether the API server does not let us watch. */
    boolean isRefused() {
        return refused;
    }

    /** Resources that have changed since, each as it was last. One that was deleted is left out: nothing is to be done about it. */
    List<JourneyResource> changed() {
        Map<String, JourneyResource> changed = new LinkedHashMap<>();
        String line = lines.poll();
        while (line != null) {
            if (!line.isBlank()) {
                take(ApiServer.json(line), changed);
            }
            line = lines.poll();
        }
        return new ArrayList<>(changed.values());
    }

    private void take(JsonNode event, Map<String, JourneyResource> changed) {
        JourneyResource resource = JourneyResource.of(event.path("object"));
        switch (event.path("type").asText()) {
            case "ADDED", "MODIFIED" -> changed.put(resource.name(), resource);
            case "DELETED" -> changed.remove(resource.name());
            case "BOOKMARK" -> {
                // Where the watch is by now; a new one begins with a list anyway.
            }
            default -> end();
        }
    }
}
