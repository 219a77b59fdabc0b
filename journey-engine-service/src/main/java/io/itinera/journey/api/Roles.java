package io.itinera.journey.api;

/** Roles of the suite, as they stand in a token. */
final class Roles {

    static final String VIEWER = "viewer";
    static final String EDITOR = "editor";
    static final String APPROVER = "approver";
    static final String OPERATOR = "operator";
    static final String SERVICE = "service";

    private Roles() {}
}
