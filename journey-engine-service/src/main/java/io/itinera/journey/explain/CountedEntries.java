package io.itinera.journey.explain;

import io.itinera.conditions.Explanation;
import io.itinera.contracts.Activity;
import io.itinera.journey.definition.EventFacts;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why a profile is not in a journey that a number of events brings people into: how many there were, and when the last. */
final class CountedEntries {

    private CountedEntries() {}

    /**
     * The count that the entry waits for, as it stood at a time; empty where no count brings entries, or nothing is known of the profile.
     *
     * @param latest how the profile was at that time, or null
     */
    static Optional<Explanation> standing(
            JourneyDefinition definition, Activity latest, Instant at, Counting counting) {
        if (latest == null || !(definition.entry().on() instanceof Trigger.Counted counted)) {
            return Optional.empty();
        }
        Activity then = new Activity(
                latest.id(),
                latest.profileId(),
                at,
                new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.TIME),
                latest.traits(),
                latest.computed(),
                latest.consents(),
                latest.segments(),
                List.of());
        EventFacts facts =
                new EventFacts(then, definition.zoneFor(latest.traits().get("timezone")));
        return Optional.of(
                counting.explained(latest.profileId(), List.of(counted.count().explain(facts)))
                        .getFirst());
    }

    /** The near misses with what had been counted at each. */
    static List<WhyNot.NearMiss> told(String profileId, List<WhyNot.NearMiss> misses, Counting counting) {
        List<Explanation> before = misses.stream()
                .filter(miss -> miss.where() != null)
                .map(miss -> Explanation.parse(miss.where()))
                .toList();
        List<Explanation> after = counting.explained(profileId, before);
        List<WhyNot.NearMiss> told = new ArrayList<>();
        int next = 0;
        for (WhyNot.NearMiss miss : misses) {
            told.add(miss.where() == null ? miss : told(miss, before.get(next), after.get(next)));
            next += miss.where() == null ? 0 : 1;
        }
        return told;
    }

    private static WhyNot.NearMiss told(WhyNot.NearMiss miss, Explanation before, Explanation after) {
        return new WhyNot.NearMiss(
                miss.at(),
                miss.activity(),
                miss.version(),
                miss.reason(),
                after.toMap(),
                miss.sentence().replace(before.describe(), after.describe()));
    }

    /** The next time with what has been counted of who qualifies. */
    static WhyNot.Upcoming told(String profileId, WhyNot.Upcoming next, Counting counting) {
        Explanation before = Explanation.parse(next.audience());
        Explanation after = counting.explained(profileId, List.of(before)).getFirst();
        Map<String, Object> audience = after.toMap();
        return new WhyNot.Upcoming(
                next.due(),
                next.zone(),
                next.qualifies(),
                audience,
                next.sentence().replace(before.describe(), after.describe()));
    }
}
