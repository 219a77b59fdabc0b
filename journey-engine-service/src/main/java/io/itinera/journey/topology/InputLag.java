package io.itinera.journey.topology;

import java.util.OptionalLong;

/** How many records a partition holds that the calling stream thread has not read yet. */
@FunctionalInterface
public interface InputLag {

    /** The lag; empty as long as it is not known, such as right after an assignment. */
    OptionalLong of(String topic, int partition);
}
