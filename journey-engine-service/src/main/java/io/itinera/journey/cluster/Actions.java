package io.itinera.journey.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Drafts;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.JourneyProblem;
import io.itinera.journey.catalog.JourneyPublisher;
import io.itinera.journey.catalog.JourneyState;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.catalog.Match;
import io.itinera.journey.catalog.Plan;
import io.itinera.journey.catalog.Publishing;
import io.itinera.journey.catalog.Remark;
import io.itinera.journey.catalog.Reviews;
import io.itinera.journey.cluster.ResourceStatus.Flaw;
import io.itinera.journey.cluster.ResourceStatus.Reason;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.definition.InvalidJourneyException;
import io.itinera.journey.exchange.Imported;
import io.itinera.journey.exchange.Importing;
import io.itinera.journey.trial.PublishGate;
import io.itinera.journey.trial.TrialProblem;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is done for a resource: the same as people do over HTTP, by the same rules, in the resource's name. What is refused becomes a
 * status.
 */
@ApplicationScoped
class Actions {

    private static final String DEFINITION = "/spec/definition";
    private static final String SPEC = "/spec";

    private final Drafts drafts;
    private final Importing importing;
    private final Journeys journeys;
    private final PublishGate gate;
    private final Publishing publishing;
    private final Reviews reviews;
    private final JourneyPublisher publisher;

    Actions(
            Drafts drafts,
            Importing importing,
            Journeys journeys,
            PublishGate gate,
            Publishing publishing,
            Reviews reviews,
            JourneyPublisher publisher) {
        this.drafts = drafts;
        this.importing = importing;
        this.journeys = journeys;
        this.gate = gate;
        this.publishing = publishing;
        this.reviews = reviews;
        this.publisher = publisher;
    }

    /**
     * Saves draft and scenarios; the answer is why it did not.
     *
     * @throws ProblemException 412 when somebody has changed the journey since it was looked at
     */
    @Transactional
    Optional<ResourceStatus> bringIn(JourneyResource resource, Standing standing, List<JsonNode> documents) {
        if (standing.journey() != null) {
            drafts.hold(resource.name(), Match.ANY.only(standing.journey().revision()));
        }
        List<Flaw> flaws = new ArrayList<>();
        for (Imported one : importing.tryOut(documents)) {
            String root = one.kind().equals("journey") ? DEFINITION : SPEC;
            one.findings().stream()
                    .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                    .forEach(finding -> flaws.add(new Flaw(root + finding.pointer(), finding.message())));
        }
        if (!flaws.isEmpty()) {
            return Optional.of(ResourceStatus.of(
                            resource,
                            standing,
                            Reason.INVALID,
                            "%d places are wrong, and nothing was changed: see problems".formatted(flaws.size()))
                    .at(flaws));
        }
        importing.carryOut(documents, remark(resource), resource.actor());
        return Optional.empty();
    }

    /** Publishes the draft, or asks for the review that it needs; the answer is why it did neither. */
    Optional<ResourceStatus> publish(JourneyResource resource, Standing standing) {
        Journey journey = standing.journey();
        try {
            gate.admit(journey);
            publishOrSubmit(resource, Match.ANY.only(journey.revision()));
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(blocked(resource, standing, e));
        } catch (InvalidJourneyException e) {
            return Optional.of(ResourceStatus.of(
                            resource, standing, Reason.REFUSED, "this installation does not publish it as it is")
                    .settled(resource)
                    .at(e.findings().stream()
                            .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                            .map(finding -> new Flaw(DEFINITION + finding.pointer(), finding.message()))
                            .toList()));
        }
    }

    private void publishOrSubmit(JourneyResource resource, Match match) {
        try {
            publishing.publish(resource.name(), match, null, remark(resource), resource.actor());
        } catch (ProblemException e) {
            if (!e.problem().type().equals(JourneyProblem.FOUR_EYES.type())) {
                throw e;
            }
            reviews.submit(resource.name(), match, Plan.PIN, remark(resource), resource.actor());
            return;
        }
        publisher.announce(resource.name());
    }

    /** Does what a deletion is to do. */
    void leave(JourneyResource resource, JourneyResource.OnDelete what) {
        Optional<Journey> journey = journeys.find(resource.name());
        JourneyState state = journey.map(Journey::state).orElse(JourneyState.ARCHIVED);
        boolean drains = what == JourneyResource.OnDelete.DRAIN && state == JourneyState.LIVE;
        boolean ends = what == JourneyResource.OnDelete.ARCHIVE && state != JourneyState.ARCHIVED;
        if (drains || ends) {
            if (drains) {
                journeys.pause(resource.name(), Match.ANY, JourneyState.DRAINING, remark(resource), resource.actor());
            } else {
                journeys.archive(resource.name(), Match.ANY, remark(resource), resource.actor());
            }
            publisher.announce(resource.name());
        }
    }

    private static ResourceStatus blocked(JourneyResource resource, Standing standing, ProblemException e) {
        boolean scenarios = e.problem().type().equals(TrialProblem.SCENARIO_FAILED.type());
        boolean check = e.problem().type().equals(TrialProblem.JOURNEY_CHECK.type());
        Reason reason = scenarios ? Reason.SCENARIOS_FAILED : check ? Reason.CHECK_FAILED : Reason.REFUSED;
        return ResourceStatus.of(resource, standing, reason, e.problem().detail())
                .settled(resource)
                .at(e.problem().errors().stream()
                        .map(error -> new Flaw((scenarios ? SPEC : DEFINITION) + error.pointer(), error.detail()))
                        .toList());
    }

    private static Remark remark(JourneyResource resource) {
        return new Remark(resource.note(), List.of());
    }
}
