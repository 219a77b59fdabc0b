package io.itinera.profile.record;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One profile as it was last published; JSON columns as text. Written by {@link ProfileWriter} only. */
@Entity
@Immutable
@Table(name = "profile")
public class ProfileRow {

    @Id
    UUID id;

    String[] identifiers;

    String traits;

    String computed;

    String consents;

    @Column(name = "event_counts")
    String eventCounts;

    @Column(name = "first_seen")
    Instant firstSeen;

    @Column(name = "last_seen")
    Instant lastSeen;

    @Column(name = "merged_into")
    UUID mergedInto;
}
