package io.itinera.journey.catalog;

import io.itinera.journey.definition.JourneyDefinition;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds out whether a draft may be published. */
@ApplicationScoped
class Approval {

    private final ReviewStore reviews;
    private final ReviewPolicy policy;

    Approval(ReviewStore reviews, ReviewPolicy policy) {
        this.reviews = reviews;
        this.policy = policy;
    }

    /** The approved review of the draft as it is now, or null where it needs none. */
    ReviewRow of(JourneyRow row, Plan wanted, String actor) {
        ReviewRow approved = reviews.current(row.key)
                .filter(review -> review.state.equals("approved"))
                .orElse(null);
        policy.mayPublish(row, approved, wanted, actor);
        return approved;
    }

    void owned(JourneyDefinition journey) {
        policy.owned(journey);
    }
}
