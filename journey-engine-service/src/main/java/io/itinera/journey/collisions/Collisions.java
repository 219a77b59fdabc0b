package io.itinera.journey.collisions;

import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.reporting.Meetings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The map of collisions: what the definitions say, and how many are in both now. */
@ApplicationScoped
public class Collisions {

    private final Journeys journeys;
    private final Meetings meetings;
    private final InstantSource clock;

    Collisions(Journeys journeys, Meetings meetings, InstantSource clock) {
        this.journeys = journeys;
        this.meetings = meetings;
        this.clock = clock;
    }

    /**
     * Pairs of published journeys that can meet at one profile, in the order of keys.
     *
     * @param offers only those whose offers are {@code same} or {@code different}; null for all
     */
    public List<Collision> ofPublished(String offers) {
        return counted(new CollisionMap(clock.instant()).of(published())).stream()
                .filter(c -> offers == null
                        || c.offers() != null && offers.equals(c.offers().are()))
                .toList();
    }

    /** Published journeys that the draft of a journey can meet at one profile once it is published. */
    public List<Collision> ofDraft(String key) {
        JourneyDefinition draft = JourneyDefinitions.read(journeys.get(key).draft());
        return counted(new CollisionMap(clock.instant()).of(draft, published()));
    }

    private List<JourneyDefinition> published() {
        return journeys.current().stream().map(JourneyDefinitions::read).toList();
    }

    private List<Collision> counted(List<Collision> collisions) {
        if (collisions.isEmpty()) {
            return collisions;
        }
        Map<Meetings.Pair, Long> inBoth = meetings.pairs();
        return collisions.stream()
                .map(c -> c.with(inBoth.getOrDefault(Meetings.Pair.of(c.journey(), c.other()), 0L)))
                .filter(c -> !c.concernsNobody())
                .toList();
    }
}
