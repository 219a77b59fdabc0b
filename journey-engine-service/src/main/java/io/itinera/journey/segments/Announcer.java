package io.itinera.journey.segments;

/** Brings a journey's latest form to the engine. */
public interface Announcer {

    /** Whether the engine's topic has the journey's latest form. */
    boolean announced(String journey);

    /** The journey's form has changed; part of the caller's transaction. */
    void changed(String journey);
}
