package io.itinera.watermarks;

import java.util.OptionalLong;

/** How far the calling stream thread is in a partition, and how many records it has not read yet. */
public interface InputLag {

    /** The lag; empty as long as it is not known, such as right after an assignment. */
    OptionalLong of(String topic, int partition);

    /** The offset that is read next; empty as long as the lag is not known. */
    OptionalLong position(String topic, int partition);
}
