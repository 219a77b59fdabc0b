package io.itinera.journey.api;

import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.JourneyPublisher;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.segments.Preparations;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Shows journeys with what the row does not say: whether the engine has them, and which versions are on their way. */
@ApplicationScoped
class JourneyViews {

    private final JourneyPublisher publisher;
    private final Preparations preparations;

    JourneyViews(JourneyPublisher publisher, Preparations preparations) {
        this.publisher = publisher;
        this.preparations = preparations;
    }

    JourneyView of(Journey journey) {
        return view(journey, publisher.announced(journey.key()));
    }

    /** Brings the engine the latest form first. */
    JourneyView announcing(Journey journey) {
        return view(journey, publisher.announce(journey.key()));
    }

    private JourneyView view(Journey journey, boolean announced) {
        return JourneyView.of(
                journey, announced, preparations.under(journey.key()), JourneyDefinitions.check(journey.draft()));
    }

    JourneyView.Summary summary(Journey journey) {
        return summaries(List.of(journey)).getFirst();
    }

    List<JourneyView.Summary> summaries(List<Journey> journeys) {
        Set<String> preparing =
                preparations.underWay(journeys.stream().map(Journey::key).toList());
        return journeys.stream()
                .map(journey -> JourneyView.Summary.of(journey, preparing.contains(journey.key())))
                .toList();
    }
}
