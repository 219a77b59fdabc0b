package io.itinera.journey.topology;

/** What is known about the way of events before they reach the engine. */
public interface Upstream {

    /** Whether that way is watched at all. Where it is not, only the engine's own input counts. */
    boolean watched();

    /** The newest watermark; null as long as there is none. */
    Watermark newest();
}
