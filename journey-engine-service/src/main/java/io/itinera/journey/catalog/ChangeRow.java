package io.itinera.journey.catalog;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A migration, a pause that is over, a share, or a stop of learning. Only ever added. */
@Entity
@Table(name = "journey_change")
class ChangeRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String key;

    String kind;

    Instant at;

    /** The record of the contract as JSON. */
    String body;
}
