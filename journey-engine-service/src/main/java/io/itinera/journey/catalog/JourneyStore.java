package io.itinera.journey.catalog;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Journeys and their drafts. */
@ApplicationScoped
class JourneyStore implements PanacheRepositoryBase<JourneyRow, String> {

    /** The row, locked against every other change until the transaction ends. */
    Optional<JourneyRow> locked(String key) {
        return findByIdOptional(key, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Rows after {@code key} in the order of keys; of one state where {@code state} is given. */
    List<JourneyRow> after(String key, Optional<JourneyState> state, int limit) {
        return state.map(s -> find("key > ?1 and state = ?2 order by key", key, s.wire()))
                .orElseGet(() -> find("key > ?1 order by key", key))
                .page(0, limit)
                .list();
    }
}
