package io.itinera.journey.api;

import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.catalog.Review;
import io.itinera.journey.catalog.Reviews;
import io.itinera.journey.collisions.Collision;
import io.itinera.journey.collisions.Collisions;
import io.itinera.journey.reporting.Meetings;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What needs somebody's attention, over all journeys. */
@Path("/v1/governance")
@Tag(name = "Governance")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
public class GovernanceResource {

    private final Reviews reviews;
    private final Journeys journeys;
    private final Collisions collisions;
    private final Meetings meetings;
    private final InstantSource clock;

    GovernanceResource(
            Reviews reviews, Journeys journeys, Collisions collisions, Meetings meetings, InstantSource clock) {
        this.reviews = reviews;
        this.journeys = journeys;
        this.collisions = collisions;
        this.meetings = meetings;
        this.clock = clock;
    }

    /**
     * A journey that is due for another look.
     *
     * @param owner who answers for it, or null
     */
    public record Overdue(String key, String name, String owner, Instant reviewDue) {
        static Overdue of(Journey journey) {
            return new Overdue(
                    journey.key(), journey.name(), journey.draft().path("owner").textValue(), journey.reviewDue());
        }
    }

    @GET
    @Path("/reviews")
    @Operation(summary = "Drafts that wait for a decision, the longest waiting first")
    public Listing<Review> open(@RestQuery String cursor, @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return Listing.of(
                reviews.open(Cursor.number(cursor, 0), limit + 1), limit, review -> Long.toString(review.id()));
    }

    @GET
    @Path("/overdue")
    @Operation(summary = "Published journeys that are due for another look")
    public Listing<Overdue> overdue(
            @RestQuery String cursor, @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return Listing.of(
                reviews.overdue(Cursor.read(cursor), limit + 1).stream()
                        .map(Overdue::of)
                        .toList(),
                limit,
                Overdue::key);
    }

    @GET
    @Path("/orphans")
    @Operation(summary = "Published journeys that nobody answers for")
    public List<String> orphans() {
        return journeys.current().stream()
                .filter(definition -> !definition.path("owner").isTextual())
                .map(definition -> definition.path("key").asText())
                .toList();
    }

    @GET
    @Path("/collisions")
    @Operation(
            summary = "Pairs of published journeys that can meet at one profile, and who is in both now",
            description =
                    "Journeys that listen for the same thing, that are of one group, or that make offers: what happens when they meet. "
                            + "offers: only pairs that make the same one, or different ones.")
    public Listing<Collision> collisions(
            @RestQuery String offers,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        if (offers != null && !Collision.COMPARED.contains(offers)) {
            throw ReportParameters.refused("offers", "is '" + offers + "', expected same or different");
        }
        long first = Cursor.number(cursor, 0);
        List<Collision> all = collisions.ofPublished(offers);
        List<Collision> page = all.stream().skip(first).limit(limit).toList();
        long next = first + page.size();
        return new Listing<>(page, next < all.size() ? Cursor.after(Long.toString(next)) : null);
    }

    @GET
    @Path("/overlaps")
    @Operation(summary = "Profiles that are in two journeys or more now, in the order of their ids")
    public Listing<Meetings.Crowded> overlaps(
            @RestQuery String cursor, @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return Listing.of(meetings.crowded(Cursor.read(cursor), limit + 1), limit, Meetings.Crowded::profileId);
    }

    @GET
    @Path("/conflicts")
    @Operation(summary = "How often which journey lost against another one of its group, by day, the latest first")
    public List<Meetings.Lost> conflicts(@RestQuery @DefaultValue("30") @Min(1) @Max(366) int days) {
        return meetings.lost(clock.instant().minus(Duration.ofDays(days)));
    }
}
