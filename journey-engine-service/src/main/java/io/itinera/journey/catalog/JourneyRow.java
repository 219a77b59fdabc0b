package io.itinera.journey.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A journey with its draft. */
@Entity
@Table(name = "journey")
class JourneyRow {

    @Id
    String key;

    String name;

    String state;

    /** The definition's text as JSON, in the order in which it was written. */
    String draft;

    /** Counts every change of the row, from 1: the entity tag. */
    long revision;

    /** The version that new entries use; 0 before the first. */
    @Column(name = "current_version")
    int currentVersion;

    @Column(name = "edited_by")
    String editedBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** Since when it is paused in the present way, or null. */
    @Column(name = "paused_since")
    Instant pausedSince;

    /** When somebody is to look at it again, or null. */
    @Column(name = "review_due")
    Instant reviewDue;

    JourneyState state() {
        return JourneyState.of(state);
    }
}
