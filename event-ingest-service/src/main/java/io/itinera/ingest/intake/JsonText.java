package io.itinera.ingest.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** JSON at the door: what may come in, and how text that later steps could not keep is mended. */
final class JsonText {

    /** Deeper nesting has no use in an event, and later steps nest it further. */
    private static final int MAX_DEPTH = 200;

    /** Reads request bodies. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    /** Trees for the rare ways: merging, mending, CloudEvents. Keeps numbers as they were written. */
    static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory does not fail to write", e);
        }
    }

    /**
     * True when the body may hold what is JSON but cannot be kept later: U+0000 (PostgreSQL refuses it) or half of a
     * surrogate pair (has no UTF-8 form). Both need an escape, or bytes that are not proper UTF-8.
     */
    static boolean suspect(byte[] body) {
        for (int i = 0; i < body.length - 1; i++) {
            byte b = body[i];
            if (b == '\\' && body[i + 1] == 'u' || b == (byte) 0xED && (body[i + 1] & 0xFF) >= 0xA0) {
                return true;
            }
        }
        return false;
    }

    /** The text without U+0000, and with the replacement character for each half pair. */
    static String mended(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            boolean bad = c == 0 || Character.isSurrogate(c) && !pair;
            if (bad && mended == null) {
                mended = new StringBuilder(text.length()).append(text, 0, i);
            }
            if (mended != null && c != 0) {
                mended.append(bad ? '\uFFFD' : c);
            }
            if (pair) {
                i++;
                if (mended != null) {
                    mended.append(text.charAt(i));
                }
            }
        }
        return mended == null ? text : mended.toString();
    }

    /** The tree with every text and field name mended. */
    static JsonNode mended(JsonNode node) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(mended(text.textValue()));
            case ObjectNode object -> {
                ObjectNode mended = MAPPER.createObjectNode();
                object.properties().forEach(f -> mended.set(mended(f.getKey()), mended(f.getValue())));
                yield mended;
            }
            case ArrayNode array -> {
                ArrayNode mended = MAPPER.createArrayNode();
                array.forEach(element -> mended.add(mended(element)));
                yield mended;
            }
            default -> node;
        };
    }
}
