package io.itinera.journey.catalog;

import io.itinera.journey.database.StoredJson;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.definition.InvalidJourneyException;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** What the installation asks for before a version is published. */
@ApplicationScoped
class ReviewPolicy {

    private final JourneyConfig config;
    private final AuditStore audit;

    ReviewPolicy(JourneyConfig config, AuditStore audit) {
        this.config = config;
        this.audit = audit;
    }

    /** Refuses a journey that nobody answers for, where somebody must. */
    void owned(JourneyDefinition journey) {
        if (config.ownerRequired() && journey.about().owner() == null) {
            throw new InvalidJourneyException(List.of(
                    Finding.error("/owner", "no-owner", "is missing, and this installation asks for an owner")));
        }
    }

    /** Refuses the approval of one's own work. */
    void mayApprove(ReviewRow review, String actor) {
        if (config.fourEyes()
                && (actor.equals(review.submittedBy)
                        || audit.editors(review.key).contains(actor))) {
            throw new ProblemException(
                    JourneyProblem.FOUR_EYES, "whoever worked on the draft or submitted it may not approve it");
        }
    }

    /**
     * Refuses a version that one person alone has made and looked at.
     *
     * @param approved the draft's approved review, or null
     * @param plan what the publisher wants for those inside, or null for what was approved
     */
    void mayPublish(JourneyRow row, ReviewRow approved, Plan plan, String actor) {
        Set<String> editors = config.fourEyes() ? audit.editors(row.key) : Set.of();
        if (!editors.contains(actor)) {
            return;
        }
        if (approved == null || editors.contains(approved.decidedBy)) {
            throw new ProblemException(
                    JourneyProblem.FOUR_EYES,
                    "whoever worked on the draft may publish it only once somebody else has approved it");
        }
        if (plan != null && !plan.equals(StoredJson.read(approved.plan, Plan.class))) {
            throw new ProblemException(
                    JourneyProblem.FOUR_EYES, "what is to become of those inside is not what was approved");
        }
    }
}
