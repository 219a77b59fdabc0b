package io.itinera.journey.trial.scenario;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Saved scenarios. */
@ApplicationScoped
class ScenarioStore implements PanacheRepositoryBase<ScenarioRow, ScenarioRow.Id> {

    /** A journey's scenarios after {@code name}, in the order of names. */
    List<ScenarioRow> of(String journey, String name, int limit) {
        return find("id.journey = ?1 and id.name > ?2 order by id.name", journey, name)
                .page(0, limit)
                .list();
    }

    /** All scenarios of all journeys. */
    List<ScenarioRow> all() {
        return listAll();
    }
}
