package io.itinera.journey.reporting;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One thing that an instance did, and why.
 *
 * @param sequence its number within the instance, from 0
 * @param kind {@code entered}, {@code moved}, {@code waiting}, {@code goal}, {@code exited} or {@code failed}
 * @param step where, or null
 * @param stepType the step's type, or null
 * @param next the step that follows, or null
 * @param reason machine-readable word why
 * @param detail what explains the reason, or null
 * @param at logical time
 */
public record HistoryEntry(
        long sequence,
        String kind,
        String step,
        String stepType,
        String next,
        String reason,
        JsonNode detail,
        Instant at) {}
