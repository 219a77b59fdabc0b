package io.itinera.profile.life;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The newest occurrences of something that segments count. A count need not be told apart beyond the largest number that a
 * condition compares it with, so that this many occurrences and one more answer every question exactly, whatever the window and
 * however late an event comes in. It is a set: an occurrence that is added again changes nothing, so that a history can be
 * filled from the log while events go on.
 */
public final class History {

    /** Nothing yet. */
    public static final History EMPTY = new History(new byte[0]);

    private static final int ENTRY = Long.BYTES + Integer.BYTES;

    /** Entries of (milliseconds since the epoch, mark of the message), sorted. */
    private final byte[] entries;

    private History(byte[] entries) {
        this.entries = entries;
    }

    /**
     * The form in which it is stored.
     *
     * @throws IllegalArgumentException when it is none
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static History of(byte[] bytes) {
        if (bytes.length % ENTRY != 0) {
            throw new IllegalArgumentException("a history is a list of occurrences");
        }
        return new History(bytes);
    }

    /** The form in which it is stored. */
    @JsonValue
    public byte[] bytes() {
        return entries.clone();
    }

    /** How many occurrences it holds. */
    public int size() {
        return entries.length / ENTRY;
    }

    /** When the occurrence was, in milliseconds since the epoch; 0 is the oldest. */
    public long at(int index) {
        return ByteBuffer.wrap(entries).getLong(index * ENTRY);
    }

    /**
     * The history with one more occurrence.
     *
     * @param at when it was, in milliseconds since the epoch
     * @param messageId the event
     * @param most how many to keep, the newest
     */
    public History with(long at, String messageId, int most) {
        return merge(
                new History(ByteBuffer.allocate(ENTRY)
                        .putLong(at)
                        .putInt(messageId.hashCode())
                        .array()),
                most);
    }

    /** Both histories in one, of which the newest are kept. */
    public History merge(History other, int most) {
        ByteBuffer all = ByteBuffer.allocate(entries.length + other.entries.length);
        int a = 0;
        int b = 0;
        while (a < size() || b < other.size()) {
            int order = a == size() ? 1 : b == other.size() ? -1 : compare(a, other, b);
            if (order <= 0) {
                all.put(entries, a++ * ENTRY, ENTRY);
            } else {
                all.put(other.entries, b * ENTRY, ENTRY);
            }
            b += order >= 0 ? 1 : 0;
        }
        int end = all.position();
        int start = (int) Math.max(0, end - (long) most * ENTRY);
        return new History(Arrays.copyOfRange(all.array(), start, end));
    }

    /** The history without what happened before a time. */
    public History since(long at) {
        int first = 0;
        while (first < size() && at(first) < at) {
            first++;
        }
        return first == 0 ? this : new History(Arrays.copyOfRange(entries, first * ENTRY, entries.length));
    }

    private int compare(int index, History other, int theirs) {
        int byTime = Long.compare(at(index), other.at(theirs));
        return byTime != 0 ? byTime : Integer.compare(mark(index), other.mark(theirs));
    }

    private int mark(int index) {
        return ByteBuffer.wrap(entries).getInt(index * ENTRY + Long.BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof History history && Arrays.equals(entries, history.entries);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(entries);
    }

    @Override
    public String toString() {
        return size() + " occurrences";
    }
}
