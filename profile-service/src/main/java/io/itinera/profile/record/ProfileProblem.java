package io.itinera.profile.record;

import io.itinera.problems.ProblemKind;

/** Problems that only profile-service answers with. */
enum ProfileProblem implements ProblemKind {
    /** The search reads more than it may. */
    SEARCH_TOO_BROAD("search-too-broad", "The search takes too long", 422);

    private final String slug;
    private final String title;
    private final int status;

    ProfileProblem(String slug, String title, int status) {
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
