package io.itinera.profile.record;

import io.itinera.contracts.Identifier;
import io.itinera.problems.ProblemException;
import io.itinera.profile.ProfileConfig;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Profiles, to look at. They are changed by events only. */
@Path("/v1/profiles")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"viewer", "editor", "approver", "operator", "privacy", "service"})
@Blocking
@Transactional
@Tag(name = "profiles")
public class ProfileResource {

    private static final int MOST = 200;

    private final Profiles profiles;
    private final Timeline timeline;
    private final Moved moved;
    private final ProfileConfig config;

    ProfileResource(Profiles profiles, Timeline timeline, Moved moved, ProfileConfig config) {
        this.profiles = profiles;
        this.timeline = timeline;
        this.moved = moved;
        this.config = config;
    }

    /** One profile. */
    @GET
    @Path("/{id}")
    @Operation(summary = "A profile by its id or by any identifier (userId:42, anonymousId:…); follows merges")
    public ProfileView profile(@PathParam("id") String id) {
        return views(List.of(living(id))).getFirst();
    }

    /** Profiles by trait. */
    @GET
    @Operation(summary = "Profiles by a trait: op is eq, prefix or exists; nested traits with dots")
    public ProfileView.Page search(
            @QueryParam("trait") String trait,
            @QueryParam("op") @DefaultValue("eq") String op,
            @QueryParam("value") String value,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(MOST) int limit,
            @QueryParam("cursor") String cursor) {
        TraitQuery query = TraitQuery.of(trait, op, value);
        UUID after = Cursor.id(cursor);
        List<ProfileRow> rows =
                profiles.search(query, after, limit + 1, config.search().timeout());
        List<ProfileView> items = views(rows.stream().limit(limit).toList());
        return new ProfileView.Page(items, rows.size() > limit ? Cursor.afterId(rows.get(limit - 1).id) : null);
    }

    /** What happened to a profile. */
    @GET
    @Path("/{id}/timeline")
    @Operation(summary = "Events and messages of a profile and of those merged into it, newest first")
    public TimelineView.Page timeline(
            @PathParam("id") String id,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(MOST) int limit,
            @QueryParam("cursor") String cursor) {
        Cursor.Place before = Cursor.place(cursor);
        List<UUID> family = profiles.withMerged(living(id).id);
        List<TimelineRow> rows = timeline.latest(family, before.at(), before.id(), limit + 1);
        List<TimelineView> items =
                rows.stream().limit(limit).map(TimelineView::of).toList();
        String next = rows.size() > limit
                ? new Cursor.Place(items.getLast().at(), items.getLast().id()).text()
                : null;
        return new TimelineView.Page(items, next);
    }

    /** How a profile came to be one. */
    @GET
    @Path("/{id}/identifiers")
    @Operation(summary = "Identifiers of a profile and the history of its merges")
    public IdentifiersView identifiers(@PathParam("id") String id) {
        ProfileRow row = living(id);
        List<IdentifiersView.Move> moves = moved.ofProfiles(profiles.withMerged(row.id)).stream()
                .map(IdentifiersView.Move::of)
                .toList();
        return new IdentifiersView(row.id.toString(), Arrays.asList(row.identifiers), moves);
    }

    private List<ProfileView> views(List<ProfileRow> rows) {
        Map<UUID, List<String>> segments =
                profiles.segments(rows.stream().map(row -> row.id).toList());
        return rows.stream()
                .map(row -> ProfileView.of(row, segments.getOrDefault(row.id, List.of())))
                .toList();
    }

    private ProfileRow living(String id) {
        UUID start;
        if (id.indexOf(':') < 0) {
            start = uuid(id);
        } else {
            Identifier identifier = identifier(id);
            start = identifier.kind() == Identifier.Kind.PROFILE ? uuid(identifier.value()) : profiles.home(identifier);
        }
        return profiles.living(start).orElseThrow(() -> ProblemException.notFound("the profile"));
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("/id", "id is not a UUID, nor an identifier such as userId:42");
        }
    }

    private static Identifier identifier(String text) {
        try {
            if (text.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("no text");
            }
            return Identifier.parse(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(
                    "/id", "id is not a UUID, nor an identifier such as userId:42 or anonymousId:…");
        }
    }
}
