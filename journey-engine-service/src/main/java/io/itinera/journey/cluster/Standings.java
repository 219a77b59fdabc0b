package io.itinera.journey.cluster;

import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.catalog.Reviews;
import io.itinera.journey.segments.Preparations;
import io.itinera.journey.trial.scenario.Scenarios;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Looks up what the engine has of a journey. */
@ApplicationScoped
class Standings {

    private final Journeys journeys;
    private final Scenarios scenarios;
    private final Reviews reviews;
    private final Preparations preparations;

    Standings(Journeys journeys, Scenarios scenarios, Reviews reviews, Preparations preparations) {
        this.journeys = journeys;
        this.scenarios = scenarios;
        this.reviews = reviews;
        this.preparations = preparations;
    }

    @Transactional
    Standing of(String key) {
        return journeys.find(key).map(this::of).orElse(Standing.NONE);
    }

    private Standing of(Journey journey) {
        String key = journey.key();
        return new Standing(
                journey,
                scenarios.of(key),
                journey.currentVersion() == 0
                        ? null
                        : journeys.definition(key, journey.currentVersion()).orElse(null),
                reviews.of(key, Long.MAX_VALUE, 1).stream().findFirst().orElse(null),
                !preparations.underWay(List.of(key)).isEmpty());
    }
}
