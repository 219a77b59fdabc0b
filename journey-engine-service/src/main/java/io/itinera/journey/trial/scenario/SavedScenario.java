package io.itinera.journey.trial.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A scenario that is saved with a journey as its test.
 *
 * @param name unique within the journey
 * @param scenario what happens, and under {@code expect} what it must lead to
 * @param updatedBy who saved it last
 * @param updatedAt when
 */
public record SavedScenario(String name, JsonNode scenario, String updatedBy, Instant updatedAt) {}
