package io.itinera.profile.record;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A decision that took an identifier from one profile to another. Written with the decision, never changed. */
@Entity
@Immutable
@Table(name = "identity_move")
public class MoveRow {

    @EmbeddedId
    Key key;

    @Column(name = "from_profile")
    UUID from;

    @Column(name = "to_profile")
    UUID to;

    @Column(name = "decided_at")
    Instant decidedAt;

    String cause;

    /**
     * Which decision about which identifier.
     *
     * @param identifier its text form
     * @param epoch the decision
     */
    @Embeddable
    public record Key(String identifier, long epoch) {}
}
