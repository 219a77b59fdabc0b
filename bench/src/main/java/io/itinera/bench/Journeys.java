package io.itinera.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Wire;
import io.itinera.local.stack.StackPort;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Makes journeys live by the API, as an author does. */
final class Journeys {

    private Journeys() {}

    static void publish(Suite suite, String definition) {
        suite.call("POST", StackPort.JOURNEYS, "/v1/journeys", definition);
        suite.call("POST", StackPort.JOURNEYS, "/v1/journeys/" + key(definition) + "/publish", "", "If-Match", "*");
    }

    private static String key(String definition) {
        try {
            JsonNode tree = Wire.JSON.readTree(definition);
            return tree.get("key").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
