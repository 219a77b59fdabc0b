package io.itinera.journey.api;

import io.itinera.journey.catalog.Remark;
import io.itinera.journey.exchange.DryRun;
import io.itinera.journey.exchange.Exporting;
import io.itinera.journey.exchange.Imported;
import io.itinera.journey.exchange.Importing;
import io.itinera.journey.exchange.YamlForm;
import io.itinera.problems.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** All journeys with their scenarios as one YAML file of many documents: {@code curl … > journeys.yaml} and back. */
@Path("/v1/catalogue")
@Tag(name = "Journeys as code", description = "All journeys out and in as YAML")
public class ExchangeResource {

    private final Exporting exporting;
    private final Importing importing;
    private final DryRun dryRuns;
    private final SecurityIdentity caller;

    ExchangeResource(Exporting exporting, Importing importing, DryRun dryRuns, SecurityIdentity caller) {
        this.exporting = exporting;
        this.importing = importing;
        this.dryRuns = dryRuns;
        this.caller = caller;
    }

    @GET
    @Produces(YamlBody.MEDIA_TYPE)
    @RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
    @Operation(
            summary = "All journeys in the order of keys: a YAML document each, and one with its scenarios",
            description =
                    "what: drafts, or published for the versions that new entries use. Archived journeys are left out. What is "
                            + "exported and imported again is exported byte for byte the same.")
    public byte[] export(@RestQuery @DefaultValue("drafts") String what) {
        return switch (what) {
            case "drafts" -> exporting.drafts().getBytes(StandardCharsets.UTF_8);
            case "published" -> exporting.published().getBytes(StandardCharsets.UTF_8);
            default -> throw ProblemException.invalid("?what", "is '" + what + "', expected drafts or published");
        };
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
    @RolesAllowed(Roles.EDITOR)
    @Operation(
            summary = "Create and edit drafts and their scenarios from YAML or JSON documents, all of them or none",
            description =
                    "A document with journey and scenarios has all tests of that journey; without one a journey keeps those it has. "
                            + "dryRun=true tells what would happen, with the difference from the drafts as they are, runs the "
                            + "scenarios with the drafts as they would be (tests: name, passed, and what came out otherwise), "
                            + "and changes nothing.")
    public List<Imported> bringIn(
            byte[] body,
            @RestQuery @DefaultValue("false") boolean dryRun,
            @RestQuery String note,
            @RestQuery List<String> link) {
        var documents = Importing.present(
                YamlForm.readAll(new String(body == null ? new byte[0] : body, StandardCharsets.UTF_8)));
        return dryRun
                ? dryRuns.of(documents)
                : importing.carryOut(
                        documents, new Remark(note, link), caller.getPrincipal().getName());
    }
}
