package io.itinera.channel.template;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** What a value must not be able to break out of. */
public enum Escaping {
    /** HTML text and quoted attributes. */
    HTML {
        @Override
        String apply(String text) {
            StringBuilder out = null;
            for (int i = 0; i < text.length(); i++) {
                String entity = entity(text.charAt(i));
                if (entity != null && out == null) {
                    out = new StringBuilder(text.length() + 32).append(text, 0, i);
                }
                if (out != null) {
                    if (entity == null) {
                        out.append(text.charAt(i));
                    } else {
                        out.append(entity);
                    }
                }
            }
            return out == null ? text : out.toString();
        }
    },
    /** The inside of a JSON string. */
    JSON {
        @Override
        String apply(String text) {
            return new String(JsonStringEncoder.getInstance().quoteAsString(text));
        }
    },
    /** Plain text: nothing to break out of. */
    NONE {
        @Override
        String apply(String text) {
            return text;
        }
    };

    abstract String apply(String text);

    private static String entity(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            case '`' -> "&#96;";
            default -> null;
        };
    }
}
