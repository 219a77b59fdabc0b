package io.itinera.ingest.writekey;

import io.itinera.ingest.quota.Quota;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A write key as kept: its hash, never the secret. */
@Entity
@Table(name = "write_key")
class WriteKeyRow {

    @Id
    UUID id;

    String source;
    String hash;
    String hint;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "revoked_at")
    Instant revokedAt;

    @Column(name = "events_per_second")
    Integer eventsPerSecond;

    @Column(name = "events_per_day")
    Long eventsPerDay;

    Quota quota() {
        return new Quota(eventsPerSecond, eventsPerDay);
    }

    void bound(Quota quota) {
        eventsPerSecond = quota.eventsPerSecond();
        eventsPerDay = quota.eventsPerDay();
    }
}
