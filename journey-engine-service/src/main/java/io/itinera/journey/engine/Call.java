package io.itinera.journey.engine;

import io.itinera.contracts.JourneyRef;
import java.time.Instant;
import java.util.Map;

/**
 * A call of an HTTP endpoint that a step waits for: the value on {@code journey-calls}, keyed by profile id. It carries all that the
 * call needs.
 *
 * @param id pure function of (instance, step, visit), and the call's idempotency key: a repeat is the same call
 * @param profileId whose instance
 * @param journey the step that waits
 * @param visit how often the instance has come to it
 * @param endpoint name of a configured endpoint, or null
 * @param url where to call, or null
 * @param data what the endpoint gets
 * @param attempts most calls
 * @param requestedAt logical time of the step
 * @param until when the step no longer waits
 * @param method of HTTP
 * @param query values that are added to the URL
 * @param bare true where the body is {@code data} alone, false where that is in a Standard Webhooks envelope
 */
public record Call(
        String id,
        String profileId,
        JourneyRef journey,
        int visit,
        String endpoint,
        String url,
        Map<String, Object> data,
        int attempts,
        Instant requestedAt,
        Instant until,
        String method,
        Map<String, Object> query,
        boolean bare) {

    public Call {
        data = data == null ? Map.of() : data;
        method = method == null ? "POST" : method;
        query = query == null ? Map.of() : query;
    }
}
