package io.itinera.journey.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.Wire;
import io.itinera.journey.definition.WebhookStep;
import io.itinera.journey.engine.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A call as HTTP wants it.
 *
 * @param method of HTTP
 * @param query what is added to the URL, encoded; empty for nothing
 * @param id the same for each attempt
 * @param body empty where the method has none
 */
record Request(String method, String query, String id, byte[] body) {

    private static final String TYPE = "itinera.call";
    private static final byte[] NOTHING = {};

    /**
     * A body as Standard Webhooks want it.
     *
     * @param type what it is about
     * @param timestamp logical time of the step
     * @param data the step's body
     */
    record Payload(String type, Instant timestamp, Map<String, Object> data) {}

    static Request of(Call call) {
        return new Request(
                call.method(),
                query(call.query()),
                call.id(),
                WebhookStep.Method.valueOf(call.method()).sendsBody() ? body(call) : NOTHING);
    }

    /** The request line's path and query. */
    String uri(String path) {
        return query.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + query;
    }

    private static byte[] body(Call call) {
        return json(call.bare() ? call.data() : new Payload(TYPE, call.requestedAt(), call.data()));
    }

    private static String query(Map<String, Object> values) {
        List<String> parts = new ArrayList<>();
        values.forEach((name, value) -> {
            // A list is the same name several times.
            List<?> each = value instanceof List<?> list ? list : List.of(value);
            each.forEach(one -> parts.add(encoded(name) + "=" + encoded(text(one))));
        });
        return String.join("&", parts);
    }

    private static String text(Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?>
                ? new String(json(value), StandardCharsets.UTF_8)
                : String.valueOf(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] json(Object value) {
        try {
            return Wire.JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was JSON is JSON", e);
        }
    }
}
