package io.itinera.watermarks;

/** What is known about the way of events before they reach a service. */
public interface Upstream {

    /** Whether that way is watched at all. Where it is not, only the service's own input counts. */
    boolean watched();

    /** The newest watermark; null as long as there is none. */
    Watermark newest();
}
