package io.itinera.problems;

import java.net.URI;

/**
 * A kind of problem that an API can answer with. Each service has an enum of its own kinds; {@link CommonProblem} has those
 * that every API shares.
 */
public interface ProblemKind {

    /** Last segment of the type URI, in kebab case; unique in the suite and a heading in {@code docs/problems.md}. */
    String slug();

    /** The kind in a few words. */
    String title();

    /** HTTP status. */
    int status();

    /** The type URI, relative to the API's root. */
    default URI type() {
        return URI.create("/problems/" + slug());
    }
}
