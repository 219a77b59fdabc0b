package io.itinera.contracts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a customer agreed to and refused, as {@code channel/purpose} → true or false, {@code *} for all, see
 * {@link ConsentState}. It is good enough to decide a way through a journey; whether a message may go out is asked of
 * consent-service each time.
 */
public final class Consents {

    /** Any channel, or any purpose. */
    public static final String ANY = "*";

    private Consents() {}

    /** The latest choices by channel and purpose; empty for a tombstone. */
    public static Map<String, Boolean> of(ConsentState state) {
        Map<String, Boolean> answers = new LinkedHashMap<>();
        if (state != null) {
            state.choices().forEach(c -> answers.put(key(c.channel(), c.purpose()), c.granted()));
        }
        return answers;
    }

    /** Whether the customer agreed; one who was never asked did not. */
    public static boolean granted(Map<String, Boolean> answers, String channel, String purpose) {
        return Boolean.TRUE.equals(answer(answers, channel, purpose));
    }

    /** What two profiles of one customer add up to: one no is a no, and who was never asked takes nothing away. */
    public static Map<String, Boolean> stricter(Map<String, Boolean> a, Map<String, Boolean> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        Set<String> channels = new TreeSet<>();
        Set<String> purposes = new TreeSet<>();
        for (Set<String> keys : List.of(a.keySet(), b.keySet())) {
            keys.forEach(key -> {
                int end = key.indexOf('/');
                channels.add(key.substring(0, Math.max(0, end)));
                purposes.add(key.substring(end + 1));
            });
        }
        Map<String, Boolean> both = new LinkedHashMap<>();
        for (String channel : channels) {
            for (String purpose : purposes) {
                Boolean one = answer(a, channel, purpose);
                Boolean other = answer(b, channel, purpose);
                if (one != null || other != null) {
                    both.put(key(channel, purpose), !Boolean.FALSE.equals(one) && !Boolean.FALSE.equals(other));
                }
            }
        }
        return both;
    }

    /** What the customer said about messages of a purpose on a channel; null for nothing. */
    public static Boolean answer(Map<String, Boolean> answers, String channel, String purpose) {
        if (answers.isEmpty()) {
            return null;
        }
        Boolean answer = answers.get(key(channel, purpose));
        answer = answer == null ? answers.get(key(channel, ANY)) : answer;
        answer = answer == null ? answers.get(key(ANY, purpose)) : answer;
        return answer == null ? answers.get(key(ANY, ANY)) : answer;
    }

    private static String key(String channel, String purpose) {
        return channel + "/" + purpose;
    }
}
