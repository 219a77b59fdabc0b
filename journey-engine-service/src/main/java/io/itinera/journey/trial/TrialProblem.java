package io.itinera.journey.trial;

import io.itinera.problems.ProblemKind;

/** Problems that only trying a journey answers with. */
public enum TrialProblem implements ProblemKind {
    /** The check of the draft found errors. */
    JOURNEY_CHECK("journey-check", "The check found errors", 422),
    /** A scenario that is saved with the journey fails. */
    SCENARIO_FAILED("scenario-failed", "A scenario of the journey fails", 422),
    /** The back-test is in a state that does not allow it. */
    BACK_TEST_STATE("back-test-state", "The back-test's state does not allow this", 409);

    private final String slug;
    private final String title;
    private final int status;

    TrialProblem(String slug, String title, int status) {
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
