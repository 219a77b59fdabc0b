package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.ReasonWord;
import java.time.ZoneId;
import java.util.Map;

/** What ends an instance at any step: the first exit rule of its journey that applies. */
final class Exits {

    private Exits() {}

    /** Ends an instance where an activity, or what holds with it, says so. */
    static void apply(Traveller traveller, Activity activity) {
        ZoneId zone = traveller.facts().zone();
        for (JourneyDefinition.Exit exit : traveller.journey().exits()) {
            if (exit.on() != null && exit.on().matches(activity, zone)) {
                traveller.end(ReasonWord.EXIT_RULE.of(exit.key()), exit.on().detail(activity, zone));
                return;
            }
            if (holds(exit, traveller)) {
                return;
            }
        }
    }

    /** Ends an instance where what holds now says so, when nothing but time has passed; whether it has. */
    static boolean apply(Traveller traveller) {
        return traveller.journey().exits().stream().anyMatch(exit -> holds(exit, traveller));
    }

    private static boolean holds(JourneyDefinition.Exit exit, Traveller traveller) {
        if (exit.when() == null || !exit.when().test(traveller.facts())) {
            return false;
        }
        traveller.end(
                ReasonWord.EXIT_RULE.of(exit.key()),
                Map.of("when", exit.when().explain(traveller.facts()).toMap()));
        return true;
    }
}
