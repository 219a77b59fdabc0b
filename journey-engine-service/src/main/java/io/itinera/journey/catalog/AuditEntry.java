package io.itinera.journey.catalog;

import java.time.Instant;
import java.util.List;

/**
 * An entry of the audit trail.
 *
 * @param id counts entries
 * @param journey journey key
 * @param action created, edited, restored, imported, submitted, approved, rejected, withdrawn, published, rolled-back, migrated, migration-undone,
 *     paused, resumed, rollout, review-due, scenario-saved, scenario-deleted, scenarios-replaced or archived
 * @param version the version concerned, or null
 * @param revision the journey's revision after it
 * @param actor who
 * @param at when
 * @param detail more, such as a pause's mode, or null
 * @param note why, or null
 * @param links where to read more
 */
public record AuditEntry(
        long id,
        String journey,
        String action,
        Integer version,
        long revision,
        String actor,
        Instant at,
        String detail,
        String note,
        List<String> links) {

    static AuditEntry of(AuditRow row) {
        return new AuditEntry(
                row.id,
                row.key,
                row.action,
                row.version,
                row.revision,
                row.actor,
                row.at,
                row.detail,
                row.note,
                Texts.list(row.links));
    }
}
