package io.itinera.channel.template;

/** A template went past one of its limits while it was rendered. The message names the limit and holds no data. */
public class TemplateLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TemplateLimitException(String limit) {
        super(limit, null, false, false);
    }
}
