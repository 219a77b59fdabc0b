package io.itinera.profile.proof;

import java.util.List;

/**
 * How many a condition holds for.
 *
 * @param words the condition in plain words
 * @param size how many profiles, about that many where it is an estimate
 * @param low at least that many, with 95 % certainty; the same as {@code size} where it is none
 * @param high at most that many, with 95 % certainty
 * @param estimate true when some of the profiles were asked and not all
 * @param profiles all living profiles
 * @param asked how many were asked
 * @param matched how many of them it holds for
 * @param sample some of those
 */
public record Preview(
        String words,
        long size,
        long low,
        long high,
        boolean estimate,
        long profiles,
        int asked,
        int matched,
        List<String> sample) {

    private static final double Z = 1.96;

    /** From some profiles to all, by Wilson's interval. */
    static Preview of(String words, long profiles, int asked, List<String> matching, int shown) {
        int matched = matching.size();
        List<String> sample = matching.stream().limit(shown).toList();
        if (asked >= profiles || asked == 0) {
            return new Preview(words, matched, matched, matched, false, profiles, asked, matched, sample);
        }
        double share = (double) matched / asked;
        double weight = 1 + Z * Z / asked;
        double middle = (share + Z * Z / (2.0 * asked)) / weight;
        double half = Z / weight * Math.sqrt(share * (1 - share) / asked + Z * Z / (4.0 * asked * asked));
        return new Preview(
                words,
                Math.round(share * profiles),
                Math.round(Math.max(0, middle - half) * profiles),
                Math.round(Math.min(1, middle + half) * profiles),
                true,
                profiles,
                asked,
                matched,
                sample);
    }
}
