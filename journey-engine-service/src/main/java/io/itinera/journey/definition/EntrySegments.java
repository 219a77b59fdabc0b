package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.contracts.ProfileIds;
import java.util.regex.Pattern;

/**
 * Segments of those who enter a journey by time. Each version of a journey has its own: a new one is filled, and so the engine hears of
 * everyone who is in it.
 */
public final class EntrySegments {

    private static final String PREFIX = "entry-";

    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private EntrySegments() {}

    /** The key of the segment of those who {@code members} holds of, a pure function of both. */
    static String key(String owner, Condition members) {
        return PREFIX + ProfileIds.derive(owner + "|" + Conditions.hash(members));
    }

    /** Whether a segment's key is of this form, and so none that a person gave. */
    public static boolean named(String key) {
        return key.startsWith(PREFIX) && FORM.matcher(key).matches();
    }
}
