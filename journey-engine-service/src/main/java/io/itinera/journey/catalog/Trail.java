package io.itinera.journey.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Counts the changes of a journey, and writes down who made them. */
@ApplicationScoped
class Trail {

    private final AuditStore audit;
    private final InstantSource clock;

    Trail(AuditStore audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Something that was done.
     *
     * @param action one word
     * @param version the version concerned, or null
     * @param detail more, or null
     */
    record Deed(String action, Integer version, String detail, Remark remark) {
        Deed(String action) {
            this(action, null, null, Remark.NONE);
        }

        Deed(String action, Remark remark) {
            this(action, null, null, remark);
        }
    }

    /** The journey has changed. */
    void changed(JourneyRow row, Deed deed, String actor) {
        row.revision++;
        row.updatedAt = now();
        note(row, deed, actor);
    }

    /** Something was done that leaves the journey as it is. */
    void note(JourneyRow row, Deed deed, String actor) {
        AuditRow entry = new AuditRow();
        entry.key = row.key;
        entry.action = deed.action();
        entry.version = deed.version();
        entry.revision = row.revision;
        entry.actor = actor;
        entry.at = now();
        entry.detail = deed.detail();
        entry.note = deed.remark().note();
        entry.links = Texts.write(deed.remark().links());
        audit.persist(entry);
    }

    /** PostgreSQL keeps microseconds: what is answered now is what is read later. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
