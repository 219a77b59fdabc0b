package io.itinera.journey.catalog;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reviews of drafts. */
@ApplicationScoped
class ReviewStore implements PanacheRepositoryBase<ReviewRow, Long> {

    /** The review that the draft as it is now is in: open, or approved. */
    Optional<ReviewRow> current(String key) {
        return find("key = ?1 and state in ('open', 'approved')", key).firstResultOptional();
    }

    /** Reviews of a journey before {@code before}, the newest first. */
    List<ReviewRow> newest(String key, long before, int limit) {
        return find("key = ?1 and id < ?2 order by id desc", key, before)
                .page(0, limit)
                .list();
    }

    /** Open reviews of all journeys after {@code after}, the oldest first. */
    List<ReviewRow> open(long after, int limit) {
        return find("state = 'open' and id > ?1 order by id", after)
                .page(0, limit)
                .list();
    }
}
