package io.itinera.journey.cluster;

import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Sees to it that one pod at a time acts on a resource. */
@ApplicationScoped
class ResourceLock {

    private final Database database;

    ResourceLock(Database database) {
        this.database = database.replacingNul();
    }

    /** Locks a resource for this transaction; false while another pod has it. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean take(String name) {
        return database.list(
                        "select pg_try_advisory_xact_lock(hashtext('itinera.journey.cluster'), hashtext(?))",
                        row -> row.getBoolean(1),
                        name)
                .getFirst();
    }
}
