package io.itinera.channel.template;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

/** One rendering of one part: what it has used up, and what it noticed. Belongs to one thread. */
final class Rendering {

    static final ScopedValue<Rendering> CURRENT = ScopedValue.newInstance();

    private static final int MAX_LIST = 10_000;
    private static final int MAX_DIGITS = 100;

    private final int maxOutput;
    private final long deadline;
    private final ZoneId zone;
    private final boolean reporting;
    private final Set<String> missing = new LinkedHashSet<>();
    private TemplateLimitException exceeded;
    private final Set<Object> captured = Collections.newSetFromMap(new IdentityHashMap<>());

    Rendering(int maxOutput, long deadlineNanos, ZoneId zone, boolean reporting) {
        this.maxOutput = maxOutput;
        this.deadline = deadlineNanos;
        this.zone = zone;
        this.reporting = reporting;
    }

    static Rendering current() {
        return CURRENT.get();
    }

    ZoneId zone() {
        return zone;
    }

    boolean reporting() {
        return reporting;
    }

    Set<String> missing() {
        return missing;
    }

    void missing(String variable) {
        missing.add(variable);
    }

    /** What a capture block rendered is already escaped: this very string is not escaped again. */
    String capture(String text) {
        String unique = new String(text);
        captured.add(unique);
        return unique;
    }

    boolean isCaptured(Object value) {
        return captured.contains(value);
    }

    /** Called for each output, filter and block: rendering never goes on long after its time is up. */
    void tick() {
        if (System.nanoTime() - deadline > 0) {
            throw exceeded("rendering takes too long");
        }
    }

    void checkLength(long length) {
        if (length > maxOutput) {
            throw exceeded("the output is longer than " + maxOutput + " characters");
        }
    }

    /** What a filter made must not outgrow the output either: text that doubles itself in a loop would. */
    Object bounded(Object value) {
        switch (value) {
            case CharSequence text -> checkLength(text.length());
            case Collection<?> list when list.size() > MAX_LIST -> throw exceeded("a list is longer than " + MAX_LIST);
            case Object[] array when array.length > MAX_LIST -> throw exceeded("a list is longer than " + MAX_LIST);
            case BigDecimal number
            when number.precision() > MAX_DIGITS || Math.abs(number.scale()) > MAX_DIGITS ->
                throw exceeded("a number has more than " + MAX_DIGITS + " digits");
            case null, default -> {}
        }
        return value;
    }

    /** The limit that was exceeded, or null: Liquid's own code wraps exceptions, and may pass over them. */
    TemplateLimitException exceeded() {
        return exceeded;
    }

    TemplateLimitException exceeded(String limit) {
        exceeded = new TemplateLimitException(limit);
        return exceeded;
    }
}
