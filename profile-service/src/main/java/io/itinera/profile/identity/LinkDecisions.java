package io.itinera.profile.identity;

import java.time.Instant;
import java.util.List;

/** Where links are decided: one place for all pods, asked only for what the cache beside the processor does not answer. */
public interface LinkDecisions {

    /**
     * Decides, or repeats what was decided: asking twice changes nothing.
     *
     * @param statement what an event says
     * @param at logical time of the decision
     * @return the places of the identifiers concerned, as they are now
     * @throws UndecidedException when no decision could be had; nothing was changed, ask again
     */
    List<Placement> decide(Statement statement, Instant at);
}
