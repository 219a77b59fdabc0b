package io.itinera.profile.segment;

import io.itinera.conditions.Comparison;
import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.Consented;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.InSegment;
import io.itinera.conditions.Operator;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** A condition taken apart once: what it depends on, and where the numbers are kept that it asks for. */
final class Compiled {

    static final String ZONE = "timezone";
    private static final Set<Operator> TIMED =
            Set.of(Operator.BEFORE, Operator.AFTER, Operator.WITHIN, Operator.BETWEEN);

    final String key;
    final long revision;
    final boolean replaced;
    final Condition condition;
    final ZoneId zone;
    final Set<String> events = new HashSet<>();
    final Set<String> traits = new HashSet<>();
    final Set<String> segments = new HashSet<>();
    final Map<EventCount, String> trackers = new IdentityHashMap<>();
    boolean consents;
    boolean timed;

    Compiled(String key, boolean replaced, Definition.Version version) {
        this.key = key;
        this.revision = version.revision();
        this.replaced = replaced;
        this.condition = version.condition();
        this.zone = version.zone();
        Conditions.leaves(condition).forEach(this::leaf);
    }

    private void leaf(Condition leaf) {
        switch (leaf) {
            case Comparison comparison -> {
                traits.add(comparison.path().segments().getFirst());
                if (comparison.checks().stream().anyMatch(check -> TIMED.contains(check.operator()))) {
                    timed();
                }
            }
            case EventCount count -> {
                events.add(count.event());
                if (!Counting.plain(count)) {
                    trackers.put(count, Tracker.of(count, zone).key());
                }
                if (count.within() != null) {
                    timed();
                }
            }
            case InSegment in -> segments.add(in.segment());
            case Consented _ -> consents = true;
            default -> {
                // Nothing that a profile has: the rules refuse it, and it is false.
            }
        }
    }

    private void timed() {
        timed = true;
        traits.add(ZONE);
    }
}
