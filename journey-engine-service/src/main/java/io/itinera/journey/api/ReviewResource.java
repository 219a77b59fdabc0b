package io.itinera.journey.api;

import io.itinera.journey.catalog.AuditEntry;
import io.itinera.journey.catalog.AuditTrail;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Plan;
import io.itinera.journey.catalog.Review;
import io.itinera.journey.catalog.Reviews;
import io.itinera.problems.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** A draft's way through its review. Each change needs If-Match with the ETag of the journey that was read. */
@Path("/v1/journeys/{key}")
@Tag(name = "Governance", description = "Reviews, audit, what is overdue, what collides")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
public class ReviewResource {

    private final Reviews reviews;
    private final AuditTrail trail;
    private final JourneyViews views;
    private final SecurityIdentity caller;

    ReviewResource(Reviews reviews, AuditTrail trail, JourneyViews views, SecurityIdentity caller) {
        this.reviews = reviews;
        this.trail = trail;
        this.views = views;
        this.caller = caller;
    }

    @POST
    @Path("/review")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Submit the draft for review",
            description =
                    "The body may say why (note, links) and what is to become of those inside (instances, as in publish).")
    public Response submit(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        ChangeBody change = ChangeBody.read(body, "instances");
        Plan plan = change.plan() == null ? Plan.PIN : change.plan();
        return Response.status(Response.Status.CREATED)
                .entity(reviews.submit(key, IfMatch.parse(ifMatch), plan, change.remark(), actor()))
                .build();
    }

    @POST
    @Path("/review/approve")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.APPROVER)
    @Operation(summary = "Approve the draft as it was submitted; by policy, not one's own work")
    public Review approve(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        return reviews.approve(
                key, IfMatch.parse(ifMatch), ChangeBody.read(body).remark(), actor());
    }

    @POST
    @Path("/review/reject")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.APPROVER)
    @Operation(summary = "Reject the draft, with a note that says why")
    public Review reject(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        return reviews.reject(key, IfMatch.parse(ifMatch), ChangeBody.read(body).remark(), actor());
    }

    @POST
    @Path("/review/withdraw")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.EDITOR, Roles.APPROVER})
    @Operation(summary = "Take the draft out of its review")
    public Review withdraw(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        return reviews.withdraw(
                key, IfMatch.parse(ifMatch), ChangeBody.read(body).remark(), actor());
    }

    @GET
    @Path("/reviews")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "Reviews of the journey, newest first")
    public Listing<Review> reviews(
            @RestPath String key,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit) {
        return Listing.of(
                reviews.of(key, Cursor.number(cursor, Long.MAX_VALUE), limit + 1),
                limit,
                review -> Long.toString(review.id()));
    }

    @GET
    @Path("/audit")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "Who did what to the journey, newest first")
    public Listing<AuditEntry> audit(
            @RestPath String key,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return Listing.of(
                trail.newest(new AuditTrail.Wanted(key, null, null), Cursor.number(cursor, Long.MAX_VALUE), limit + 1),
                limit,
                entry -> Long.toString(entry.id()));
    }

    @PUT
    @Path("/review-due")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.EDITOR, Roles.APPROVER})
    @Operation(summary = "Say when somebody is to look at the journey again: due (a time), or never")
    public Response due(@RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        ChangeBody change = ChangeBody.read(body, "due");
        String text = change.text("due", null);
        if (text == null) {
            throw ProblemException.invalid("/due", "is missing, expected a time or never");
        }
        Instant due = text.equals("never") ? null : change.time("due");
        Journey journey = reviews.due(key, IfMatch.parse(ifMatch), due, change.remark(), actor());
        return Response.ok(views.summary(journey))
                .tag(Long.toString(journey.revision()))
                .build();
    }

    private String actor() {
        return caller.getPrincipal().getName();
    }
}
