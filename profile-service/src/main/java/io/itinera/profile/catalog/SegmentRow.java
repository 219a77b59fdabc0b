package io.itinera.profile.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A segment as it is defined. */
@Entity
@Table(name = "segment")
public class SegmentRow {

    @Id
    String key;

    String name;

    String description;

    boolean derived;

    /** Wire name of a {@link io.itinera.contracts.PublishedSegment.State}. */
    String state;

    /** JSON of the latest condition, null once the segment ends. */
    String condition;

    /** The zone of profiles that have none of their own; null for UTC. */
    String zone;

    long revision;

    /** JSON of the condition that memberships follow until the latest is filled; null without one. */
    @Column(name = "held_condition")
    String heldCondition;

    @Column(name = "held_revision")
    Long heldRevision;

    @Column(name = "held_zone")
    String heldZone;

    /** Grows with each change. */
    long version;

    @Column(name = "changed_at")
    Instant changedAt;

    @Column(name = "changed_by")
    String changedBy;

    @Column(name = "ready_at")
    Instant readyAt;

    /** Where the log began when it was filled; null when nothing had to be read, or nothing was missing. */
    @Column(name = "counted_from")
    Instant countedFrom;
}
