package io.itinera.journey.catalog;

import io.itinera.problems.ProblemKind;

/** Problems that only the API of journeys answers with. */
public enum JourneyProblem implements ProblemKind {
    /** The definition breaks a rule of the journey language; the errors name the places. */
    INVALID_JOURNEY("invalid-journey", "The journey definition is not valid", 422),
    /** The key is taken. */
    JOURNEY_EXISTS("journey-exists", "There is a journey of this key", 409),
    /** The journey's state does not allow it. */
    JOURNEY_STATE("journey-state", "The journey's state does not allow this", 409),
    /** The draft is not in the state of review that this needs. */
    REVIEW_STATE("review-state", "The draft's review does not allow this", 409),
    /** Somebody else has to approve or publish. */
    FOUR_EYES("four-eyes", "Someone else has to publish this", 403);

    private final String slug;
    private final String title;
    private final int status;

    JourneyProblem(String slug, String title, int status) {
        this.slug = slug;
        this.title = title;
        this.status = status;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int status() {
        return status;
    }
}
