package io.itinera.systemtests.suite;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.journey.reference.ReferenceLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Holds the steps of very many customers against the reference, some at a time, so that a small heap has room for it. */
final class StormCheck {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);
    private static final int AT_A_TIME = 2000;

    private final PublishedJourney journey;
    private final Map<String, List<byte[]>> activities = new HashMap<>();
    private final Map<String, List<String>> steps = new HashMap<>();

    /** Reads what {@code tail} has seen of the profiles. */
    StormCheck(TopicTail tail, PublishedJourney journey, Predicate<String> profiles) {
        this.journey = journey;
        tail.again(Topics.ACTIVITY, (record, _) -> {
            if (profiles.test(record.key())) {
                activities
                        .computeIfAbsent(record.key(), _ -> new ArrayList<>(1))
                        .add(record.value());
            }
        });
        tail.again(Topics.TRANSITIONS, (record, _) -> {
            if (profiles.test(record.key())) {
                steps.computeIfAbsent(record.key(), _ -> new ArrayList<>(4))
                        .add(ReferenceLog.line(TRANSITION.read(record.value())));
            }
        });
    }

    /** Profiles to which something else has happened than the reference says, or something twice, or nothing. */
    Set<String> differences() {
        Set<String> differences = new HashSet<>(steps.keySet());
        List<String> all = List.copyOf(activities.keySet());
        Instant now = Instant.now();
        for (int from = 0; from < all.size(); from += AT_A_TIME) {
            List<String> some = all.subList(from, Math.min(all.size(), from + AT_A_TIME));
            ReferenceLog reference = new ReferenceLog(journey);
            some.forEach(profile -> activities.get(profile).forEach(value -> reference.happens(ACTIVITY.read(value))));
            reference.time(now);
            Map<String, List<String>> told = reference.told();
            for (String profile : some) {
                List<String> seen =
                        steps.getOrDefault(profile, List.of()).stream().sorted().toList();
                if (seen.equals(told.get(profile))) {
                    differences.remove(profile);
                } else {
                    differences.add(profile);
                }
            }
        }
        return differences;
    }
}
