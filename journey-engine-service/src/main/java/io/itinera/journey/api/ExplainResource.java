package io.itinera.journey.api;

import io.itinera.journey.explain.JourneyExplainer;
import io.itinera.journey.explain.JourneyExplanation;
import io.itinera.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Why, and why not. As fresh as the projections, which is usually a part of a second. */
@Path("/v1/journeys")
@Tag(
        name = "Explanations",
        description = "Why a profile did what it did in a journey, and why not, as data and in words")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
public class ExplainResource {

    private final JourneyExplainer journeys;
    private final InstantSource clock;

    ExplainResource(JourneyExplainer journeys, InstantSource clock) {
        this.journeys = journeys;
        this.clock = clock;
    }

    @GET
    @Path("/{key}/explain")
    @Operation(
            summary = "What a profile did in a journey up to a time, and why; or why it never entered",
            description =
                    "profile is a profile id or an identifier such as userId:42; at is ISO 8601, now where it is left out; again=true "
                            + "says, too, why a profile that has left did not enter again.")
    public JourneyExplanation journey(
            @RestPath String key,
            @RestQuery String profile,
            @RestQuery String at,
            @RestQuery @DefaultValue("false") boolean again) {
        if (profile == null || profile.isBlank()) {
            throw ProblemException.invalid(
                    "?profile", "is missing, expected a profile id or an identifier such as userId:42");
        }
        Instant until = time(at, clock);
        try {
            return journeys.explain(key, profile, until, again);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("?profile", e.getMessage());
        }
    }

    /** The time that a query means: now where it has none. */
    static Instant time(String at, InstantSource clock) {
        try {
            return at == null ? clock.instant() : Instant.parse(at);
        } catch (DateTimeException e) {
            throw ProblemException.invalid(
                    "?at", "is '%s', expected a time such as 2026-11-21T10:00:00Z".formatted(at));
        }
    }
}
