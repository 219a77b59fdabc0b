package io.itinera.journey.trial.delivery;

import java.time.Instant;

/** What becomes of a message that is asked for. */
public sealed interface Verdict {

    /** It goes out. */
    record Goes() implements Verdict {}

    /** It is looked at again then. */
    record Waits(Instant until) implements Verdict {}

    /** It does not go out, and why, in the words of an outcome. */
    record Never(String why) implements Verdict {}
}
