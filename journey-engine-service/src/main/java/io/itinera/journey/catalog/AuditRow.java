package io.itinera.journey.catalog;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** Who did what to a journey, and when. Only ever added. */
@Entity
@Table(name = "journey_audit")
class AuditRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String key;

    String action;

    Integer version;

    long revision;

    String actor;

    Instant at;

    String detail;

    String note;

    /** A list of texts as JSON, or null. */
    String links;
}
