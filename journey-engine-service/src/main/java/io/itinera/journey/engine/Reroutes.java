package io.itinera.journey.engine;

import io.itinera.contracts.Activity;
import io.itinera.journey.definition.EventFacts;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.ReasonWord;
import java.time.ZoneId;

/** What leads a waiting instance elsewhere: the first reroute of its journey that applies at its step. */
final class Reroutes {

    private Reroutes() {}

    /**
     * Leads an instance that waits elsewhere, where the activity says so; what led it there is then the event that ended its wait.
     *
     * @return whether it went on, so that the activity ends no wait of it any more
     */
    static boolean apply(Traveller traveller, Activity activity) {
        if (!activity.movesJourneys()) {
            return false;
        }
        ZoneId zone = traveller.facts().zone();
        for (JourneyDefinition.Reroute reroute : traveller.journey().reroutes()) {
            if (reroute.appliesAt(traveller.step()) && reroute.on().matches(activity, zone)) {
                traveller.diary().event(EventFacts.properties(activity));
                traveller.goTo(
                        reroute.next(),
                        ReasonWord.REROUTED.of(reroute.key()),
                        reroute.on().detail(activity, zone));
                return true;
            }
        }
        return false;
    }
}
