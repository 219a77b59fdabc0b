package io.itinera.policies;

import io.itinera.contracts.MessageOutcome;

/** What policies say about a message. */
public sealed interface Ruling {

    /** It may go out. */
    record Go() implements Ruling {}

    /** It is looked at again, when {@link MessageOutcome.Held#until()} says. */
    record Later(MessageOutcome.Held held) implements Ruling {}

    /** It does not go out. */
    record Never(MessageOutcome.Held held) implements Ruling {}
}
