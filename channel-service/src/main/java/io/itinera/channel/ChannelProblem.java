package io.itinera.channel;

import io.itinera.problems.ProblemKind;

/** Problems that only this service answers with. */
public enum ChannelProblem implements ProblemKind {
    /** A part of a template is not Liquid that we can run. */
    INVALID_TEMPLATE("invalid-template", "The template is not valid", 422),
    /** The endpoint's address is not one that we call. */
    ENDPOINT_NOT_ALLOWED("endpoint-not-allowed", "The endpoint's address is not allowed", 422);

    private final String slug;
    private final String title;
    private final int status;

    ChannelProblem(String slug, String title, int status) {
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
