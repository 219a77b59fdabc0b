package io.itinera.journey.definition;

import io.itinera.contracts.Transition;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * Why something happened: a word of the vocabulary, with the name that it is about where it has one.
 *
 * @param word the word
 * @param name such as the key of an arm, or null where the word says all
 */
public record Reason(ReasonWord word, String name) {

    public Reason {
        if (word.isNamed() != (name != null)) {
            throw new IllegalArgumentException(word + (word.isNamed() ? " needs a name" : " has no name"));
        }
    }

    /** The form in which it is recorded: {@code timeout}, {@code arm:offer}. */
    public String text() {
        return name == null ? word.wire() : word.wire() + name;
    }

    /** The reason that a transition of that kind was recorded with; empty where the vocabulary does not have it. */
    public static Optional<Reason> read(Transition.Kind kind, String text) {
        // The longest word that fits: a name can be anything, also what begins like another word.
        return Arrays.stream(ReasonWord.values())
                .filter(word -> word.kinds().contains(kind))
                .filter(word -> word.isNamed()
                        ? text.startsWith(word.wire())
                                && text.length() > word.wire().length()
                        : text.equals(word.wire()))
                .max(Comparator.comparingInt(word -> word.wire().length()))
                .map(word -> new Reason(
                        word, word.isNamed() ? text.substring(word.wire().length()) : null));
    }

    @Override
    public String toString() {
        return text();
    }
}
