package io.itinera.profile.record;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The history of merges. */
@ApplicationScoped
class Moved implements PanacheRepositoryBase<MoveRow, MoveRow.Key> {

    private static final int MOST = 1_000;

    /** Moves from or to any of some profiles, oldest first. */
    List<MoveRow> ofProfiles(List<UUID> profiles) {
        return find("to in ?1 order by decidedAt, key.identifier, key.epoch", profiles)
                .page(0, MOST)
                .list();
    }
}
