package io.itinera.journey.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.JourneyState;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.segments.Preparation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * A journey.
 *
 * @param key stable for ever
 * @param name for people
 * @param state {@code draft}, {@code live}, {@code draining}, {@code held} or {@code archived}
 * @param revision counts its changes; the ETag
 * @param currentVersion the version that new entries use; 0 before the first
 * @param announced false while the engine may not know the latest published form yet
 * @param preparing published versions that are not in use yet, since profile-service fills segments that they need; entries use the
 *     version before, where there is one
 * @param editedBy who edited the draft last
 * @param createdAt when it was created
 * @param updatedAt when it was last changed
 * @param reviewDue when somebody is to look at it again, or null
 * @param warnings what its author should know of the draft
 * @param draft the definition as last edited
 */
@RegisterForReflection
public record JourneyView(
        String key,
        String name,
        JourneyState state,
        long revision,
        int currentVersion,
        boolean announced,
        List<Preparation> preparing,
        String editedBy,
        Instant createdAt,
        Instant updatedAt,
        Instant reviewDue,
        List<Finding> warnings,
        JsonNode draft) {

    static JourneyView of(Journey journey, boolean announced, List<Preparation> preparing, List<Finding> warnings) {
        return new JourneyView(
                journey.key(),
                journey.name(),
                journey.state(),
                journey.revision(),
                journey.currentVersion(),
                announced,
                preparing,
                journey.editedBy(),
                journey.createdAt(),
                journey.updatedAt(),
                journey.reviewDue(),
                warnings,
                journey.draft());
    }

    /**
     * A journey in a list.
     *
     * @param preparing true while a published version waits for its segments
     */
    public record Summary(
            String key,
            String name,
            JourneyState state,
            long revision,
            int currentVersion,
            boolean preparing,
            String editedBy,
            Instant updatedAt) {

        static Summary of(Journey journey, boolean preparing) {
            return new Summary(
                    journey.key(),
                    journey.name(),
                    journey.state(),
                    journey.revision(),
                    journey.currentVersion(),
                    preparing,
                    journey.editedBy(),
                    journey.updatedAt());
        }
    }

    /**
     * A page of journeys.
     *
     * @param items in the order of keys
     * @param next cursor of the next page, or null
     */
    public record Page(List<Summary> items, String next) {}

    /**
     * A published version in a list.
     *
     * @param reviewedBy who approved it in a review, or null
     * @param note what the publisher said, or null
     * @param links where to read more
     * @param current true for the version that new entries use
     */
    public record VersionSummary(
            int version,
            Instant publishedAt,
            String publishedBy,
            String reviewedBy,
            String note,
            List<String> links,
            boolean current) {

        static VersionSummary of(Journey.Version version, boolean current) {
            return new VersionSummary(
                    version.version(),
                    version.publishedAt(),
                    version.publishedBy(),
                    version.reviewedBy(),
                    version.note(),
                    version.links(),
                    current);
        }
    }

    /**
     * What a check found.
     *
     * @param valid true when there is no error
     * @param findings errors and warnings
     */
    public record CheckResult(boolean valid, List<Finding> findings) {
        static CheckResult of(List<Finding> findings) {
            return new CheckResult(findings.stream().noneMatch(f -> f.severity() == Finding.Severity.ERROR), findings);
        }
    }
}
