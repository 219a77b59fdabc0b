package io.itinera.profile.life;

import io.itinera.contracts.IdentityLink;
import java.time.Instant;
import java.util.List;

/** The two halves of a move, each an input of the profile that it is addressed to. */
public sealed interface Move {

    /** Logical time of the event that caused it. */
    Instant at();

    /**
     * Tells a profile what was decided about parts that are, or were, or are to be there.
     *
     * @param parts one entry per identifier
     * @param at logical time of the event that caused it
     */
    record Decided(List<Leaving> parts, Instant at) implements Move {}

    /**
     * Brings parts to their new home.
     *
     * @param parts what was brought, never empty
     * @param seen messages counted lately under these parts, so that a repeat is still recognised
     * @param at logical time of the event that caused it
     */
    record Arrived(List<Arriving> parts, List<Seen> seen, Instant at) implements Move {
        public Arrived {
            seen = seen == null ? List.of() : seen;
        }
    }

    /**
     * A decision about one identifier.
     *
     * @param origin its derived profile id
     * @param link the decision as it is published
     */
    record Leaving(String origin, IdentityLink link) {}

    /**
     * A part on its way.
     *
     * @param origin its derived profile id
     * @param link the decision that moved it
     * @param part what the identifier brought
     * @param over true when the profile named {@code origin} ended with this move
     */
    record Arriving(String origin, IdentityLink link, Part part, boolean over) {}

    /**
     * A message counted before.
     *
     * @param origin under which part
     * @param id hash of its id, base64
     * @param at when, in milliseconds since the epoch
     */
    record Seen(String origin, String id, long at) {}
}
