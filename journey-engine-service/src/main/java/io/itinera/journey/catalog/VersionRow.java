package io.itinera.journey.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;

/** A published definition; never changed. */
@Entity
@Table(name = "journey_version")
class VersionRow {

    @EmbeddedId
    Id id;

    String definition;

    @Column(name = "published_at")
    Instant publishedAt;

    @Column(name = "published_by")
    String publishedBy;

    /** What the publisher said, or null. */
    String note;

    /** A list of texts as JSON, or null. */
    String links;

    /** Who approved it in a review, or null. */
    @Column(name = "reviewed_by")
    String reviewedBy;

    /** Which version of which journey. */
    @Embeddable
    record Id(String key, int version) {}
}
