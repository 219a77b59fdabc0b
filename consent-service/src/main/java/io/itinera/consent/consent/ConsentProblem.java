package io.itinera.consent.consent;

import io.itinera.problems.ProblemKind;

/** Problems that only consent-service answers with. */
enum ConsentProblem implements ProblemKind {
    /** A key came back with another decision. */
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", "The idempotency key was used for another decision", 409);

    private final String slug;
    private final String title;
    private final int status;

    ConsentProblem(String slug, String title, int status) {
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
