package io.itinera.journey.definition;

/** What becomes of an instance that stands at a step when another version takes it over. */
public sealed interface Placement {

    /** It stands at a step of the same kind, and its wait goes on. */
    record Keeps(String step) implements Placement {}

    /** It comes to a step as if the step before had led there. */
    record Anew(String step) implements Placement {}

    /** It stays on its version, and is looked at again wherever it stands next. */
    record Stays(String why) implements Placement {}

    /** It leaves the journey. */
    record Leaves(String why) implements Placement {}
}
