package io.itinera.journey.tasks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Positive;
import java.time.Duration;

/** How tasks are given to people. */
@ConfigMapping(prefix = "itinera.journey.tasks")
public interface TasksConfig {

    /**
     * How often tasks that wait, since nobody in their list was free, are given to whoever is now: a duration such as {@code 5s}. One
     * that opens while somebody is free does not wait.
     */
    @WithDefault("5s")
    Duration turnsInterval();

    /** Most tasks of one list that are given in one go, so that a long line of them does not hold up others. */
    @WithDefault("100")
    @Positive
    int turnsAtOnce();
}
