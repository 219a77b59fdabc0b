package io.itinera.conditions;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds when the profile is in the segment that stands for a condition which whoever asks cannot evaluate: one over event history, or
 * one that must be known of every profile at any time. It is described in the words of that condition. Its explanation keeps the time and
 * the zone, so that whoever has the history can say what was counted, see {@link Histories}.
 *
 * @param segment key of the segment
 * @param asked the condition that the segment follows
 * @param zone the zone of profiles that have none of their own, or null for UTC
 */
public record Derived(String segment, Condition asked, ZoneId zone) implements Condition {

    @Override
    public boolean test(Facts facts) {
        return facts.inSegment(segment);
    }

    @Override
    public Explanation explain(Facts facts) {
        boolean verdict = test(facts);
        return Explanation.leaf(this, verdict, new Operand(verdict, false, facts.now(), facts.zone(), false), null);
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("derived", segment);
        map.put("of", asked.toMap());
        if (zone != null) {
            map.put("zone", zone.getId());
        }
        return map;
    }
}
