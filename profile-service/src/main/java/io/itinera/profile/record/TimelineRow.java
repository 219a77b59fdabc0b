package io.itinera.profile.record;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One entry of a timeline. Written by {@link Timeline} only. */
@Entity
@Immutable
@Table(name = "timeline")
public class TimelineRow {

    @EmbeddedId
    Key key;

    String cause;

    /**
     * What an entry is found by.
     *
     * @param profileId whose
     * @param at when
     * @param id unique within the profile
     */
    @Embeddable
    public record Key(@Column(name = "profile_id") UUID profileId, Instant at, String id) {}
}
