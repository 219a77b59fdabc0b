package io.itinera.journey.catalog;

import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Journeys and their drafts. */
@ApplicationScoped
class JourneyStore implements PanacheRepositoryBase<JourneyRow, String> {

    /** The row, which must be there. */
    JourneyRow existing(String key) {
        return findByIdOptional(key).orElseThrow(() -> missing(key));
    }

    /**
     * The row, locked against every other change until the transaction ends.
     *
     * @throws ProblemException 404 when there is none, 412 when it is not the one that the caller saw
     */
    JourneyRow matching(String key, Match match) {
        JourneyRow row = findByIdOptional(key, LockModeType.PESSIMISTIC_WRITE).orElseThrow(() -> missing(key));
        if (!match.allows(row.revision)) {
            throw new ProblemException(
                    CommonProblem.PRECONDITION_FAILED,
                    "the journey is at revision %d: read it again, and repeat with its ETag".formatted(row.revision));
        }
        return row;
    }

    /** Rows after {@code key} in the order of keys; of one state where {@code state} is given. */
    List<JourneyRow> after(String key, Optional<JourneyState> state, int limit) {
        return state.map(s -> find("key > ?1 and state = ?2 order by key", key, s.wire()))
                .orElseGet(() -> find("key > ?1 order by key", key))
                .page(0, limit)
                .list();
    }

    /** Published rows whose review was due by then and whose key comes after {@code key}, in the order of keys. */
    List<JourneyRow> overdue(Instant by, String key, int limit) {
        return find("reviewDue <= ?1 and key > ?2 and state in ('live', 'draining', 'held') order by key", by, key)
                .page(0, limit)
                .list();
    }

    /** A 409 problem where the journey is in one of these states. */
    static void refuseIn(JourneyRow row, Set<JourneyState> states, String why) {
        if (states.contains(row.state())) {
            throw new ProblemException(
                    JourneyProblem.JOURNEY_STATE,
                    "%s; it is %s".formatted(why, row.state().wire()));
        }
    }

    private static ProblemException missing(String key) {
        return ProblemException.notFound("journey '%s'".formatted(key));
    }
}
