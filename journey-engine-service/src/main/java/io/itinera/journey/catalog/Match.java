package io.itinera.journey.catalog;

import java.util.Set;

/**
 * What a caller saw last: the condition of a change.
 *
 * @param revisions revisions that the change may apply to; empty for any
 */
public record Match(Set<Long> revisions) {

    /** Any revision: {@code If-Match: *}. */
    public static final Match ANY = new Match(Set.of());

    /** Whether a change may apply to the revision. */
    public boolean allows(long revision) {
        return revisions.isEmpty() || revisions.contains(revision);
    }

    /** No other revision than this one, which was looked at meanwhile; unchanged where it is not allowed anyway. */
    public Match only(long revision) {
        return allows(revision) ? new Match(Set.of(revision)) : this;
    }
}
