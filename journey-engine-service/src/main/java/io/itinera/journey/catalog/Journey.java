package io.itinera.journey.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

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
 * @param reviewDue when somebody is to look at it again, or null
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
        Instant updatedAt,
        Instant reviewDue) {

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
                row.updatedAt,
                row.reviewDue);
    }

    /**
     * A published, immutable definition.
     *
     * @param version from 1
     * @param definition as published
     * @param publishedAt when
     * @param publishedBy by whom
     * @param reviewedBy who approved it in a review, or null
     * @param note what the publisher said, or null
     * @param links where to read more
     */
    public record Version(
            int version,
            JsonNode definition,
            Instant publishedAt,
            String publishedBy,
            String reviewedBy,
            String note,
            List<String> links) {

        static Version of(VersionRow row) {
            return new Version(
                    row.id.version(),
                    DefinitionText.read(row.definition),
                    row.publishedAt,
                    row.publishedBy,
                    row.reviewedBy,
                    row.note,
                    Texts.list(row.links));
        }
    }
}
