package io.itinera.ingest.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A JSON value as the bytes that the sender sent. Intake moves what it need not understand from the request to the record
 * as it is: neither bound nor written again.
 *
 * @param bytes the array that it is in, never changed
 * @param from first byte
 * @param to behind the last byte
 * @param empty true for an object without fields
 * @param marked true when the object has the field that its reader was asked to look for
 */
record Slice(byte[] bytes, int from, int to, boolean empty, boolean marked) {

    /** The slice of an object made here. */
    static Slice of(ObjectNode object, String mark) {
        byte[] bytes = JsonText.bytes(object);
        return new Slice(bytes, 0, bytes.length, object.isEmpty(), object.has(mark));
    }

    int length() {
        return to - from;
    }

    /** The value as a tree. */
    JsonNode tree() {
        try {
            return JsonText.MAPPER.readTree(bytes, from, length());
        } catch (IOException e) {
            throw new UncheckedIOException("bytes that were read before do not fail to read", e);
        }
    }

    /** The value as text. */
    String text() {
        return new String(bytes, from, length(), StandardCharsets.UTF_8);
    }

    /** One object with the fields of both; where both have a field that is not an object, {@code over} wins. */
    static Slice merge(Slice under, Slice over, String mark) {
        if (over == null || over.empty()) {
            return under;
        }
        if (under == null || under.empty()) {
            return over;
        }
        ObjectNode merged = (ObjectNode) under.tree();
        mergeInto(merged, (ObjectNode) over.tree());
        return of(merged, mark);
    }

    private static void mergeInto(ObjectNode target, ObjectNode over) {
        for (var field : over.properties()) {
            if (target.get(field.getKey()) instanceof ObjectNode inner && field.getValue() instanceof ObjectNode add) {
                mergeInto(inner, add);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        }
    }
}
