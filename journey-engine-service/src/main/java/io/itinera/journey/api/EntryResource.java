package io.itinera.journey.api;

import io.itinera.journey.requests.EntryRequests;
import io.itinera.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Entries by API, for journeys whose entry is {@code {"api": true}}. */
@Path("/v1/journeys/{key}/entries")
@Tag(name = "Instances", description = "Let profiles enter, and order what single instances do")
@Produces(MediaType.APPLICATION_JSON)
public class EntryResource {

    private final EntryRequests entries;

    EntryResource(EntryRequests entries) {
        this.entries = entries;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.EDITOR, Roles.SERVICE})
    @Operation(
            summary = "Let a profile enter",
            description =
                    "202 when Kafka has the request; the engine then applies audience, re-entry, rollout and group."
                            + " A repeat with the same Idempotency-Key within a day enters once.")
    public Response enter(
            @RestPath String key,
            @HeaderParam("Idempotency-Key") @Size(min = 1, max = 200) String idempotencyKey,
            @Valid @NotNull EntryRequest request) {
        Map<String, Object> properties = request.properties() == null ? Map.of() : request.properties();
        return Response.accepted(entries.ask(key, request.who(), request.pointer(), properties, idempotencyKey))
                .build();
    }

    /**
     * Who is to enter, with what. One of profileId, userId and anonymousId.
     *
     * @param profileId profile id
     * @param userId the customer's id in the sender's system
     * @param anonymousId the device's id
     * @param properties what the journey sees as its entry event's properties
     */
    public record EntryRequest(
            @Size(min = 1, max = 200) String profileId,
            @Size(min = 1, max = 200) String userId,
            @Size(min = 1, max = 200) String anonymousId,
            Map<String, Object> properties) {

        private String who() {
            if (Stream.of(profileId, userId, anonymousId)
                            .filter(id -> id != null)
                            .count()
                    != 1) {
                throw ProblemException.invalid("/profileId", "is needed, or else userId or anonymousId, one of them");
            }
            if (profileId != null) {
                return profileId;
            }
            return userId != null ? "userId:" + userId : "anonymousId:" + anonymousId;
        }

        private String pointer() {
            return profileId != null ? "/profileId" : userId != null ? "/userId" : "/anonymousId";
        }
    }
}
