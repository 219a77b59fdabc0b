package io.itinera.ingest.intake;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one JSON object after another into one reused array. Not for several threads. */
final class JsonBytes {

    private byte[] bytes = new byte[1024];
    private int at;

    /** The name and colon of a field as bytes, to be made once. */
    static byte[] name(String field) {
        return ("\"" + field + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    void open() {
        one('{');
    }

    void close() {
        one('}');
    }

    /** A text field; nothing when the value is null. */
    void field(byte[] name, String value) {
        if (value != null) {
            name(name, value.length() + 2);
            text(value);
        }
    }

    /** A field whose value is JSON already; nothing when there is none. */
    void field(byte[] name, Slice value) {
        if (value != null) {
            name(name, value.length());
            copy(value.bytes(), value.from(), value.to());
        }
    }

    /** Starts an object as the value of a field. */
    void openField(byte[] name) {
        name(name, 1);
        open();
    }

    /** The fields of an object, without its braces. */
    void fieldsOf(Slice object) {
        if (object != null && !object.empty()) {
            comma();
            copy(object.bytes(), object.from() + 1, object.to() - 1);
        }
    }

    /** What was written, as an array of its own; this writer starts afresh. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, at);
        at = 0;
        return taken;
    }

    private void name(byte[] name, int more) {
        comma();
        room(name.length + more);
        System.arraycopy(name, 0, bytes, at, name.length);
        at += name.length;
    }

    private void comma() {
        if (bytes[at - 1] != '{') {
            one(',');
        }
    }

    private void text(String value) {
        int length = value.length();
        room(length + 2);
        int start = at;
        bytes[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                at = start;
                one('"');
                byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(value);
                copy(quoted, 0, quoted.length);
                one('"');
                return;
            }
            bytes[at++] = (byte) c;
        }
        bytes[at++] = '"';
    }

    private void copy(byte[] source, int from, int to) {
        room(to - from);
        System.arraycopy(source, from, bytes, at, to - from);
        at += to - from;
    }

    private void one(char c) {
        room(1);
        bytes[at++] = (byte) c;
    }

    private void room(int more) {
        if (at + more + 2 > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + more + 2));
        }
    }
}
