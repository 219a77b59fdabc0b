package io.itinera.journey.catalog;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Published versions. */
@ApplicationScoped
class VersionStore implements PanacheRepositoryBase<VersionRow, VersionRow.Id> {

    /** All versions of a journey, oldest first. */
    List<VersionRow> of(String key) {
        return list("id.key = ?1 order by id.version", key);
    }
}
