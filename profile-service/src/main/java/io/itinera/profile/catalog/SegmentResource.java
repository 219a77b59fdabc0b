package io.itinera.profile.catalog;

import io.itinera.contracts.PublishedSegment.State;
import io.itinera.problems.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Segments: who is in them is decided by their condition alone. */
@Path("/v1/segments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "segments")
@Blocking
@Transactional
public class SegmentResource {

    private static final int MOST = 200;

    private final Segments segments;
    private final SegmentStore store;
    private final FillingStore fillings;
    private final SecurityIdentity caller;

    SegmentResource(Segments segments, SegmentStore store, FillingStore fillings, SecurityIdentity caller) {
        this.segments = segments;
        this.store = store;
        this.fillings = fillings;
        this.caller = caller;
    }

    /** Defines a segment. */
    @PUT
    @Path("/{key}")
    @RolesAllowed({"editor", "service"})
    @Operation(
            summary = "Define a segment, or define it anew",
            description =
                    "What is there already is replaced only with If-Match; the same definition again changes nothing."
                            + " A new definition is filled in the background; until then the one before holds.")
    public Response put(
            @PathParam("key") String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, SegmentRequest request) {
        Segments.Kept kept = segments.put(
                key, request, SeenVersions.parse(ifMatch), caller.getPrincipal().getName());
        return answer(kept.row(), kept.created() ? Response.Status.CREATED : Response.Status.OK);
    }

    /** One segment. */
    @GET
    @Path("/{key}")
    @RolesAllowed({"viewer", "editor", "approver", "operator", "service"})
    @Operation(summary = "A segment, with its size, and how far its filling is")
    public Response get(@PathParam("key") String key) {
        return answer(segments.get(key), Response.Status.OK);
    }

    /** All segments. */
    @GET
    @RolesAllowed({"viewer", "editor", "approver", "operator", "service"})
    @Operation(
            summary =
                    "Segments in the order of their keys; derived=false leaves out those that stand for conditions of journeys")
    public SegmentView.Page list(
            @QueryParam("derived") Boolean derived,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(MOST) int limit) {
        List<SegmentRow> rows = store.page(after(cursor), derived, limit + 1);
        List<SegmentRow> shown = rows.stream().limit(limit).toList();
        Map<String, Long> members =
                store.members(shown.stream().map(row -> row.key).toList());
        List<SegmentView> items = shown.stream()
                .map(row -> view(row, members.getOrDefault(row.key, 0L)))
                .toList();
        return new SegmentView.Page(
                items, rows.size() > limit ? cursor(items.getLast().key()) : null);
    }

    /** Ends a segment. */
    @DELETE
    @Path("/{key}")
    @RolesAllowed({"editor", "service"})
    @Operation(summary = "Remove a segment; everybody leaves it, marked as no event of the customer. Needs If-Match")
    public void remove(@PathParam("key") String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch) {
        segments.remove(key, SeenVersions.parse(ifMatch), caller.getPrincipal().getName());
    }

    /** Who is in it. */
    @GET
    @Path("/{key}/members")
    @RolesAllowed({"viewer", "editor", "approver", "operator", "service"})
    @Operation(summary = "Who is in a segment, in the order of their ids; a moment behind")
    public SegmentView.Members members(
            @PathParam("key") String key,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(1000) int limit) {
        segments.get(key);
        List<Object[]> rows = store.members(key, uuid(cursor), limit + 1);
        List<SegmentView.Member> items = rows.stream()
                .limit(limit)
                .map(row -> new SegmentView.Member(row[0].toString(), (Instant) row[1]))
                .toList();
        return new SegmentView.Members(
                items, rows.size() > limit ? cursor(items.getLast().profileId()) : null);
    }

    private Response answer(SegmentRow row, Response.Status status) {
        long members = store.members(List.of(row.key)).getOrDefault(row.key, 0L);
        return Response.status(status)
                .entity(view(row, members))
                .tag(Long.toString(row.version))
                .build();
    }

    private SegmentView view(SegmentRow row, long members) {
        boolean ready = State.READY.wire().equals(row.state);
        return new SegmentView(
                row.key,
                row.name,
                row.description,
                row.derived,
                row.condition,
                row.zone,
                Segments.condition(row.condition).describe(),
                row.state,
                row.revision,
                members,
                ready ? null : fillings.progress(row.revision),
                row.readyAt,
                row.countedFrom,
                row.changedAt,
                row.changedBy);
    }

    private static String cursor(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    private static String after(String cursor) {
        try {
            return cursor == null ? "" : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("?cursor", "cursor is not one that this service gave out");
        }
    }

    private static UUID uuid(String cursor) {
        try {
            return cursor == null ? new UUID(0, 0) : UUID.fromString(after(cursor));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("?cursor", "cursor is not one that this service gave out");
        }
    }
}
