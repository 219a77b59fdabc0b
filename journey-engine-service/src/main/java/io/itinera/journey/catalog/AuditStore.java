package io.itinera.journey.catalog;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The audit trail of journeys. */
@ApplicationScoped
class AuditStore implements PanacheRepositoryBase<AuditRow, Long> {

    /** The newest entries of a journey, newest first. */
    List<AuditRow> newest(String key, int limit) {
        return find("key = ?1 order by id desc", key).page(0, limit).list();
    }
}
