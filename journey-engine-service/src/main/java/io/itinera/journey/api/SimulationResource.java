package io.itinera.journey.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.catalog.CurrentVersions;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.trial.scenario.ScenarioReader;
import io.itinera.journey.trial.simulate.Coverage;
import io.itinera.journey.trial.simulate.Exploration;
import io.itinera.journey.trial.simulate.Scenario;
import io.itinera.journey.trial.simulate.Simulator;
import io.itinera.journey.trial.simulate.Subject;
import io.itinera.journey.trial.simulate.Trace;
import io.itinera.problems.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Scripted lives against a journey, on a virtual clock. Nothing is sent and nothing is kept. */
@Path("/v1/journeys")
@Tag(name = "Trying")
@Consumes({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
public class SimulationResource {

    private final Journeys journeys;
    private final CurrentVersions current;

    SimulationResource(Journeys journeys, CurrentVersions current) {
        this.journeys = journeys;
        this.current = current;
    }

    /**
     * What a simulation saw.
     *
     * @param traces one; with {@code explore} one for each combination of arms
     * @param coverage what they reached of the journey
     * @param complete false when there were more combinations of arms than are tried
     */
    @RegisterForReflection
    public record Simulated(List<Trace> traces, Coverage coverage, boolean complete) {}

    @POST
    @Path("/simulate")
    @Operation(
            summary = "Play a scenario against a definition",
            description =
                    "Body: definition, scenario; explore: true takes every arm of every split; alongside: true lets"
                            + " the other live journeys take part.")
    public Simulated simulate(JsonNode request) {
        JsonNode body = Bodies.present(request, "a definition and a scenario");
        if (!body.path("definition").isObject()) {
            throw ProblemException.invalid("/definition", "is missing, expected a journey definition");
        }
        return play(body.path("definition"), 1, body);
    }

    @POST
    @Path("/{key}/simulate")
    @Operation(
            summary = "Play a scenario against the draft, or a published version",
            description = "Body: scenario; version for a published one; explore and alongside as in /simulate.")
    public Simulated simulate(@RestPath String key, JsonNode request) {
        JsonNode body = Bodies.present(request, "a scenario");
        Journey journey = journeys.get(key);
        if (body.hasNonNull("version")) {
            int version = body.path("version").asInt();
            return play(journeys.version(key, version).definition(), version, body);
        }
        return play(journey.draft(), journey.currentVersion() + 1, body);
    }

    private Simulated play(JsonNode definition, int version, JsonNode body) {
        Scenario scenario = ScenarioReader.scenario(body.path("scenario"), "/scenario");
        List<PublishedJourney> others = body.path("alongside").asBoolean() ? others() : List.of();
        Subject subject = new Subject(definition, version, others);
        if (body.path("explore").asBoolean()) {
            Exploration all = Simulator.explore(subject, scenario);
            return new Simulated(all.paths(), all.coverage(), all.complete());
        }
        List<Trace> traces = List.of(Simulator.play(subject, scenario));
        return new Simulated(traces, Coverage.of(JourneyDefinitions.read(definition), traces), true);
    }

    private List<PublishedJourney> others() {
        return current.live().stream()
                .map(one -> new PublishedJourney(
                        one.key(),
                        PublishedJourney.State.LIVE,
                        one.version(),
                        List.of(new PublishedJourney.Version(one.version(), one.definition(), null))))
                .toList();
    }
}
