package io.itinera.journey.definition;

/**
 * Something that a check of a definition found.
 *
 * @param pointer JSON pointer to the place
 * @param message what is wrong there, and what is expected
 * @param severity whether the definition can be used all the same
 */
public record Finding(String pointer, String message, Severity severity) {

    /** How bad it is. */
    public enum Severity {
        /** The definition is refused. */
        ERROR,
        /** The definition is accepted; its author should know. */
        WARNING
    }

    static Finding error(String pointer, String message) {
        return new Finding(pointer, message, Severity.ERROR);
    }

    static Finding warning(String pointer, String message) {
        return new Finding(pointer, message, Severity.WARNING);
    }
}
