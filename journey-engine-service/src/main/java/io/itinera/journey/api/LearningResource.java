package io.itinera.journey.api;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.catalog.JourneyPublisher;
import io.itinera.journey.catalog.LearningStops;
import io.itinera.journey.models.LearningReport;
import io.itinera.journey.models.LearningReports;
import io.itinera.problems.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What a journey's steps learn, and the switch that stops it. */
@Path("/v1/journeys/{key}")
@Tag(name = "Learning")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
public class LearningResource {

    private final LearningReports reports;
    private final LearningStops stops;
    private final JourneyPublisher publisher;
    private final SecurityIdentity caller;

    LearningResource(
            LearningReports reports, LearningStops stops, JourneyPublisher publisher, SecurityIdentity caller) {
        this.reports = reports;
        this.stops = stops;
        this.publisher = publisher;
        this.caller = caller;
    }

    @GET
    @Path("/versions/{version}/learning")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(
            summary = "What the steps of a version have learned",
            description =
                    "Arms with conversions of the primary goal, how likely each is the best, the regret so far beside that of an even "
                            + "split, and the lift over those held out with its interval. For steps that learn from opens and clicks also "
                            + "those, by channel and by hour: messages, rates with intervals, what was missed against the best in "
                            + "hindsight with its interval, and the lift over those held out.")
    public LearningReport report(@RestPath String key, @RestPath int version) {
        return reports.of(key, version);
    }

    @GET
    @Path("/learning")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(summary = "The latest decision about each step whose learning somebody stopped or let go on")
    public List<PublishedJourney.Learning> decisions(@RestPath String key) {
        return stops.of(key);
    }

    @PATCH
    @Path("/learning")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.APPROVER, Roles.OPERATOR})
    @Operation(
            summary = "Stop the learning of a step at once, or let it go on",
            description =
                    "learning: stop or go-on. While it is stopped, the step goes by its fixed weights or its default, in every version. "
                            + "Nothing that was learned is lost.")
    public List<PublishedJourney.Learning> decide(
            @RestPath String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch, byte[] body) {
        ChangeBody change = ChangeBody.read(body, "step", "learning");
        String step = change.text("step", null);
        if (step == null) {
            throw ProblemException.invalid("/step", "is missing, expected the key of a step that learns");
        }
        boolean stopped = change.word("learning", null, "stop", "go-on").equals("stop");
        List<PublishedJourney.Learning> decisions = stops.decide(
                key,
                IfMatch.parse(ifMatch),
                step,
                stopped,
                change.remark(),
                caller.getPrincipal().getName());
        publisher.announce(key);
        return decisions;
    }
}
