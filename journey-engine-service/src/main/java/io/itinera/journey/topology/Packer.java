package io.itinera.journey.topology;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow as they are written: small numbers take few, a text its length and its UTF-8. */
final class Packer {

    private byte[] bytes = new byte[512];
    private int size;

    /** A number that is not negative, seven bits a byte. */
    void number(long number) {
        long rest = number;
        room(Long.BYTES + 2);
        while (rest >= 0x80) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Eight bytes. */
    void fixed(long number) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (number >>> shift);
        }
    }

    void text(String text) {
        byte[] utf = text.getBytes(StandardCharsets.UTF_8);
        part(utf, 0, utf.length);
    }

    /** Part of other bytes, with its length before it. */
    void part(byte[] from, int start, int end) {
        number(end - start);
        room(end - start);
        System.arraycopy(from, start, bytes, size, end - start);
        size += end - start;
    }

    /** Other bytes, without their length: they are the rest. */
    void rest(byte[] all) {
        room(all.length);
        System.arraycopy(all, 0, bytes, size, all.length);
        size += all.length;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
