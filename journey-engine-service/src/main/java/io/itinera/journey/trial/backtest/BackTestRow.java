package io.itinera.journey.trial.backtest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A back-test as a job. */
@Entity
@Table(name = "back_test")
class BackTestRow {

    @Id
    UUID id;

    String journey;

    /** The version that is tried, the number that the draft would get, or null for the journey as it was published. */
    Integer version;

    String definition;

    @Column(name = "period_from")
    Instant from;

    @Column(name = "period_to")
    Instant to;

    double sample;

    /** How much of the record before the period is replayed first, ISO 8601; null for as much as the journey needs. */
    @Column(name = "warm_up")
    String warmUp;

    /** Caps that it goes by instead of those in force, as JSON; null for those in force. */
    String caps;

    String state;

    /** True when it is to end. */
    boolean cancel;

    /** Records replayed so far. */
    long records;

    /** Records to replay, as far as is known. */
    long total;

    /** How often it was begun. */
    int attempts;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "started_at")
    Instant startedAt;

    /** When the pod that runs it was last heard of. */
    @Column(name = "beat_at")
    Instant beatAt;

    @Column(name = "finished_at")
    Instant finishedAt;

    String error;

    String report;
}
