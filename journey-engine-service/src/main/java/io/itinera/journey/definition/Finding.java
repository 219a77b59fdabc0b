package io.itinera.journey.definition;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Something that a check of a definition found.
 *
 * @param pointer JSON pointer to the place
 * @param severity whether the definition can be used all the same
 * @param code machine-readable word for the kind of finding, such as {@code unreachable}
 * @param message what is wrong there, and what is expected
 */
public record Finding(String pointer, Severity severity, String code, String message) {

    private static final String INVALID = "invalid";

    /** How bad it is. */
    public enum Severity {
        /** The definition is refused, or is not published. */
        ERROR,
        /** The definition is accepted; its author should know. */
        WARNING,
        /** Nothing is wrong; what was found, or could not be looked at, is worth knowing. */
        INFO;

        /** The lower-case name used in JSON. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A rule of the language is broken. */
    static Finding error(String pointer, String message) {
        return error(pointer, INVALID, message);
    }

    /** Something that stops the definition. */
    public static Finding error(String pointer, String code, String message) {
        return new Finding(pointer, Severity.ERROR, code, message);
    }

    /** Something that its author should know. */
    public static Finding warning(String pointer, String code, String message) {
        return new Finding(pointer, Severity.WARNING, code, message);
    }

    /** Something worth knowing. */
    public static Finding info(String pointer, String code, String message) {
        return new Finding(pointer, Severity.INFO, code, message);
    }
}
