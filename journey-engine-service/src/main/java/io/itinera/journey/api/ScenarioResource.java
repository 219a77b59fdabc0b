package io.itinera.journey.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.trial.scenario.SavedScenario;
import io.itinera.journey.trial.scenario.ScenarioReport;
import io.itinera.journey.trial.scenario.Scenarios;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Scenarios that are saved with a journey as its tests. A failing one keeps the draft from being published. */
@Path("/v1/journeys/{key}/scenarios")
@Tag(name = "Trying")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
public class ScenarioResource {

    private final Scenarios scenarios;
    private final Journeys journeys;
    private final SecurityIdentity caller;

    ScenarioResource(Scenarios scenarios, Journeys journeys, SecurityIdentity caller) {
        this.scenarios = scenarios;
        this.journeys = journeys;
        this.caller = caller;
    }

    /**
     * A page of scenarios.
     *
     * @param items in the order of names
     * @param next cursor of the next page, or null
     */
    @RegisterForReflection
    public record Page(List<SavedScenario> items, String next) {}

    @PUT
    @Path("/{name}")
    @Consumes({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Save a scenario with what it expects",
            description = "Under expect: entries, path, passes, avoids, messages, waiting, end, goals, refused.")
    public SavedScenario save(@RestPath String key, @RestPath String name, JsonNode scenario) {
        return scenarios.save(
                key,
                name,
                Bodies.present(scenario, "a scenario"),
                caller.getPrincipal().getName());
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed(Roles.EDITOR)
    @Operation(summary = "Forget a scenario")
    public void delete(@RestPath String key, @RestPath String name) {
        scenarios.delete(key, name, caller.getPrincipal().getName());
    }

    @GET
    @Path("/{name}")
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "A saved scenario")
    public SavedScenario get(@RestPath String key, @RestPath String name) {
        return scenarios.get(key, name);
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "A journey's scenarios in the order of their names")
    public Page list(
            @RestPath String key,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("50") @Min(1) @Max(200) int limit) {
        List<SavedScenario> page = scenarios.list(key, Cursor.read(cursor), limit + 1);
        List<SavedScenario> items = page.stream().limit(limit).toList();
        return new Page(
                items, page.size() > limit ? Cursor.after(items.getLast().name()) : null);
    }

    @POST
    @Path("/run")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR})
    @Operation(summary = "Run all scenarios against the draft, or a published version")
    public ScenarioReport run(@RestPath String key, @RestQuery Integer version) {
        Journey journey = journeys.get(key);
        return version == null
                ? scenarios.run(key, journey.draft(), journey.currentVersion() + 1)
                : scenarios.run(key, journeys.version(key, version).definition(), version);
    }
}
