package io.itinera.ingest.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * How many events a write key may send; null where there is no bound.
 *
 * @param eventsPerSecond on average; what was not used for a second may come at once
 * @param eventsPerDay by UTC
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Quota(
        @Min(1) @Max(1_000_000) Integer eventsPerSecond,
        @Min(1) @Max(1_000_000_000_000L) Long eventsPerDay) {

    /** No bound. */
    public static final Quota NONE = new Quota(null, null);

    /** Whether anything is bounded. */
    public boolean bounds() {
        return eventsPerSecond != null || eventsPerDay != null;
    }
}
