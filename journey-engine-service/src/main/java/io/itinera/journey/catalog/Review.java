package io.itinera.journey.catalog;

import io.itinera.journey.database.StoredJson;
import java.time.Instant;
import java.util.List;

/**
 * A review of a draft.
 *
 * @param id counts reviews
 * @param journey journey key
 * @param state {@code open}, {@code approved}, {@code rejected}, {@code withdrawn}, {@code outdated} by a later edit, or {@code
 *     published}
 * @param instances what is to become of those inside
 * @param note what the author says, or null
 * @param links where to read more
 * @param submittedBy who asked for the review
 * @param submittedAt when
 * @param decidedBy who decided, or null
 * @param decidedAt when, or null
 * @param decision what the reviewer said, or null
 */
public record Review(
        long id,
        String journey,
        String state,
        Plan instances,
        String note,
        List<String> links,
        String submittedBy,
        Instant submittedAt,
        String decidedBy,
        Instant decidedAt,
        String decision) {

    static Review of(ReviewRow row) {
        return new Review(
                row.id,
                row.key,
                row.state,
                StoredJson.read(row.plan, Plan.class),
                row.note,
                Texts.list(row.links),
                row.submittedBy,
                row.submittedAt,
                row.decidedBy,
                row.decidedAt,
                row.decision);
    }
}
