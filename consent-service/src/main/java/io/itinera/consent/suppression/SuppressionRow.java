package io.itinera.consent.suppression;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An address that gets no messages, on one channel or on all. */
@Entity
@Table(name = "suppressions")
class SuppressionRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long id;

    String address;

    String channel;

    String reason;

    /** The ledger row that proves it. */
    long seq;

    /** That row's hash. */
    String hash;

    @Column(name = "created_at")
    Instant createdAt;
}
