package io.itinera.journey.topology;

import java.nio.charset.StandardCharsets;

/** Reads what a {@link Packer} wrote, from the front. */
final class Unpacker {

    private final byte[] bytes;
    private int at;

    Unpacker(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** Where the next part begins. */
    int at() {
        return at;
    }

    long number() {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    int small() {
        return Math.toIntExact(number());
    }

    long fixed() {
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = number << 8 | bytes[at++] & 0xff;
        }
        return number;
    }

    String text() {
        int length = small();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** Goes over a part; its length. */
    int pass() {
        int length = small();
        at += length;
        return length;
    }
}
