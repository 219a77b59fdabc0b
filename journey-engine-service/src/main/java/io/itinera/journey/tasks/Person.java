package io.itinera.journey.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * Somebody who gets tasks.
 *
 * @param name as journeys name them
 * @param capacity most open tasks to be given in turn, which counts instead of what journeys say; null where nothing was said
 * @param awayUntil until when no task is given to them in turn, or null
 * @param openTasks tasks that they have and that are not closed
 * @param changedBy who said that of them last, or null
 * @param changedAt when, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Person(
        String name, Integer capacity, Instant awayUntil, long openTasks, String changedBy, Instant changedAt) {}
