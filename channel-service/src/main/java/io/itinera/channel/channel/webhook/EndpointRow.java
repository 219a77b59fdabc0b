package io.itinera.channel.channel.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An endpoint that came by API. */
@Entity
@Table(name = "endpoint")
class EndpointRow {
    @Id
    String name;

    String url;
    byte[] secret;
    byte[] previous;

    @Column(name = "previous_until")
    Instant previousUntil;

    @Column(name = "saved_at")
    Instant savedAt;

    @Column(name = "saved_by")
    String savedBy;
}
