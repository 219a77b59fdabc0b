package io.itinera.profile.catalog;

import io.itinera.problems.ProblemKind;

/** Problems that only the API of segments answers with. */
enum SegmentProblem implements ProblemKind {
    /** The definition cannot be a segment; the errors name the places. */
    INVALID_SEGMENT("invalid-segment", "The segment's definition is not valid", 422),
    /** Another segment asks for it. */
    SEGMENT_IN_USE("segment-in-use", "Another segment asks for this one", 409);

    private final String slug;
    private final String title;
    private final int status;

    SegmentProblem(String slug, String title, int status) {
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
