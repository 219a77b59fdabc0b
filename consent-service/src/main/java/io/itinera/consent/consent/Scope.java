package io.itinera.consent.consent;

/**
 * What a decision or a question is about.
 *
 * @param channel a channel, or {@value #ALL} for all
 * @param purpose a purpose, or {@value #ALL} for all
 */
public record Scope(String channel, String purpose) {

    /** Stands for every channel, or every purpose. */
    public static final String ALL = "*";

    /** True when everything in {@code other} is also in this. */
    public boolean covers(Scope other) {
        return covers(channel, other.channel) && covers(purpose, other.purpose);
    }

    /** True when {@code other} covers this and more. */
    public boolean narrowerThan(Scope other) {
        return other.covers(this) && !covers(other);
    }

    private static boolean covers(String mine, String theirs) {
        return mine.equals(ALL) || mine.equals(theirs);
    }
}
