package io.itinera.journey.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A draft that was submitted for review, and what was decided about it. */
@Entity
@Table(name = "journey_review")
class ReviewRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String key;

    String state;

    /** The plan for those inside, as JSON. */
    String plan;

    String note;

    /** A list of texts as JSON, or null. */
    String links;

    @Column(name = "submitted_by")
    String submittedBy;

    @Column(name = "submitted_at")
    Instant submittedAt;

    @Column(name = "decided_by")
    String decidedBy;

    @Column(name = "decided_at")
    Instant decidedAt;

    /** What the reviewer said, or null. */
    String decision;
}
