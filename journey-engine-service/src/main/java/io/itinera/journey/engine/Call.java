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
        Instant until) {

    public Call {
        data = data == null ? Map.of() : data;
    }
}
