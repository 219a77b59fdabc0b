package io.itinera.journey.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A journey as its authors see it.
 *
 * @param key stable for ever
 * @param name for people
 * @param state where in its life it is
 * @param revision counts its changes, from 1
 * @param currentVersion the version that new entries use; 0 before the first
 * @param draft the definition as last edited
 * @param editedBy who edited it last
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 */
public record Journey(
        String key,
        String name,
        JourneyState state,
        long revision,
        int currentVersion,
        JsonNode draft,
        String editedBy,
        Instant createdAt,
        Instant updatedAt) {

    static Journey of(JourneyRow row) {
        return new Journey(
                row.key,
                row.name,
                row.state(),
                row.revision,
                row.currentVersion,
                DefinitionText.read(row.draft),
                row.editedBy,
                row.createdAt,
                row.updatedAt);
    }

    /**
     * A published, immutable definition.
     *
     * @param version from 1
     * @param definition as published
     * @param publishedAt when
     * @param publishedBy by whom
     */
    public record Version(int version, JsonNode definition, Instant publishedAt, String publishedBy) {

        static Version of(VersionRow row) {
            return new Version(row.id.version(), DefinitionText.read(row.definition), row.publishedAt, row.publishedBy);
        }
    }

    /**
     * An entry of the audit trail.
     *
     * @param action created, edited, published, paused, resumed or archived
     * @param version the version concerned, or null
     * @param revision the journey's revision after it
     * @param actor who
     * @param at when
     * @param detail more, such as a pause's mode, or null
     */
    public record Audit(String action, Integer version, long revision, String actor, Instant at, String detail) {

        static Audit of(AuditRow row) {
            return new Audit(row.action, row.version, row.revision, row.actor, row.at, row.detail);
        }
    }
}
