package io.itinera.channel.template;

/** A part of a template cannot be compiled. The message says what and where; it may quote the template, never data. */
public class TemplateSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TemplateSyntaxException(String message) {
        super(message, null, false, false);
    }
}
