package io.itinera.journey.trial.check;

import io.itinera.conditions.Conditions;
import io.itinera.conditions.Words;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Offers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Finds live journeys that make other offers to people who may be in both at once. Where somebody can stay in one of the two, the occasion
 * does not matter: whoever entered one last week may enter the other now. Where nobody stays in either, only the same occasion brings
 * both offers at once, and no group prevents it. Different offers within one journey are its author's intent.
 */
final class OfferConflicts {

    private OfferConflicts() {}

    /** One finding for each offer of the journey and each neighbour, at the first step that makes the offer. */
    static List<Finding> of(JourneyDefinition journey, List<JourneyDefinition> neighbours) {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> made = firstSteps(journey);
        for (JourneyDefinition other : neighbours) {
            SortedSet<String> others = Offers.of(other);
            made.forEach((offer, step) -> {
                List<String> different =
                        others.stream().filter(o -> !o.equals(offer)).toList();
                if (!different.isEmpty() && atOnce(journey, other)) {
                    findings.add(finding(journey, other, step, beside(offer, other, different)));
                }
            });
        }
        return findings;
    }

    /** The first step that makes an offer, by the offer. */
    private static Map<String, String> firstSteps(JourneyDefinition journey) {
        Map<String, String> first = new LinkedHashMap<>();
        Offers.bySteps(journey).forEach((step, offer) -> first.putIfAbsent(offer, step));
        return first;
    }

    private static boolean oneStays(JourneyDefinition one, JourneyDefinition other) {
        return Offers.stays(one) || Offers.stays(other);
    }

    private static boolean atOnce(JourneyDefinition one, JourneyDefinition other) {
        return oneStays(one, other) ? !Offers.ofOtherPeople(one, other) : Overlaps.onTheSameOccasion(one, other);
    }

    private static String beside(String offer, JourneyDefinition other, List<String> different) {
        return "is '%s', and the live journey '%s' offers %s"
                .formatted(
                        offer,
                        other.key(),
                        Words.list(different.stream().map(o -> "'" + o + "'").toList(), "and"));
    }

    private static Finding finding(JourneyDefinition journey, JourneyDefinition other, String step, String beside) {
        String at = "/steps/" + Conditions.escape(step) + "/offer";
        String group = Offers.sharedGroup(journey, other);
        if (!oneStays(journey, other)) {
            return Finding.warning(
                    at,
                    "conflicting-offers",
                    beside
                            + ": people who may be the same get both on the same occasion, and since nobody stays in either journey, no group keeps them apart");
        }
        return group == null
                ? Finding.warning(
                        at,
                        "conflicting-offers",
                        beside + ": people who may be the same can be in both at once, and no group keeps them apart")
                : Finding.info(
                        at,
                        "conflicting-offers-in-group",
                        "%s: group '%s' keeps people from being in both at once, though one may follow the other"
                                .formatted(beside, group));
    }
}
