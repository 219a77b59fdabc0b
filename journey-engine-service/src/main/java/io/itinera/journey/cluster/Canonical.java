package io.itinera.journey.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * JSON without what the API server does not keep: it sorts fields, and writes {@code 50.0} as {@code 50}. What differs in nothing else is
 * the same document.
 */
final class Canonical {

    private static final int DIGEST_CHARACTERS = 32;

    private Canonical() {}

    /** Whether two documents say the same. */
    static boolean same(JsonNode one, JsonNode other) {
        return text(one).equals(text(other));
    }

    /** A short word for what a document says. */
    static String digest(JsonNode json) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text(json).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String text(JsonNode json) {
        StringBuilder text = new StringBuilder();
        write(json, text);
        return text.toString();
    }

    private static void write(JsonNode json, StringBuilder text) {
        switch (json.getNodeType()) {
            case OBJECT -> {
                List<String> names = new ArrayList<>();
                json.fieldNames().forEachRemaining(names::add);
                names.sort(null);
                text.append('{');
                for (String name : names) {
                    text.append(JsonNodeFactory.instance.textNode(name)).append(':');
                    write(json.get(name), text);
                    text.append(',');
                }
                text.append('}');
            }
            case ARRAY -> {
                text.append('[');
                json.forEach(element -> {
                    write(element, text);
                    text.append(',');
                });
                text.append(']');
            }
            case NUMBER -> text.append(number(json.decimalValue()));
            case STRING, BOOLEAN, NULL, MISSING, BINARY, POJO -> text.append(json);
        }
    }

    private static DecimalNode number(BigDecimal number) {
        return DecimalNode.valueOf(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
    }
}
