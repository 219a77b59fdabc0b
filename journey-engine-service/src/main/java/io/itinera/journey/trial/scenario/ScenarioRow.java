package io.itinera.journey.trial.scenario;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A scenario that is saved with a journey. */
@Entity
@Table(name = "journey_scenario")
class ScenarioRow {

    @EmbeddedId
    Id id;

    /** The scenario with what it expects, as JSON in the order in which it was written. */
    String scenario;

    @Column(name = "updated_by")
    String updatedBy;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** Which scenario of which journey. */
    @Embeddable
    record Id(String journey, String name) {}
}
