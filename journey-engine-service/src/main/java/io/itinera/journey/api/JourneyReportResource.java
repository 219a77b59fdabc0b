package io.itinera.journey.api;

import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.reporting.Funnel;
import io.itinera.journey.reporting.FunnelQuery;
import io.itinera.journey.reporting.FunnelReports;
import io.itinera.journey.reporting.InstanceReport;
import io.itinera.journey.reporting.InstanceReports;
import io.itinera.journey.reporting.JourneyReport;
import io.itinera.journey.reporting.JourneyReports;
import io.itinera.journey.reporting.Stage;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What a journey has done, in figures. As fresh as the projection of transitions, which is usually a part of a second. */
@Path("/v1/journeys/{key}")
@Tag(name = "Reports")
@Produces({MediaType.APPLICATION_JSON, YamlBody.MEDIA_TYPE})
@RolesAllowed({Roles.VIEWER, Roles.EDITOR, Roles.APPROVER, Roles.OPERATOR, Roles.SERVICE})
public class JourneyReportResource {

    private final Journeys journeys;
    private final JourneyReports reports;
    private final FunnelReports funnels;
    private final InstanceReports instances;

    JourneyReportResource(Journeys journeys, JourneyReports reports, FunnelReports funnels, InstanceReports instances) {
        this.journeys = journeys;
        this.reports = reports;
        this.funnels = funnels;
        this.instances = instances;
    }

    @GET
    @Path("/report")
    @Operation(
            summary = "All figures of a journey",
            description =
                    "Steps, goals, experiments and messages by version and in all. Goals and arms count by the day of entry. "
                            + "Durations are within 5 % of the exact figure.")
    public JourneyReport report(@RestPath String key, @BeanParam ReportParameters parameters) {
        journeys.get(key);
        return reports.of(parameters.query(key));
    }

    @GET
    @Path("/funnel")
    @Operation(
            summary = "How many came how far",
            description =
                    "Stages in order, each step:…, goal:…, event:… or exit:…; without any, the way that most people took. One funnel "
                            + "for all, or by entry, version, arm:… (of a split, optimize, next-best or best time) or segment:… "
                            + "(whether they were in it when they entered).")
    public Funnel funnel(
            @RestPath String key,
            @BeanParam ReportParameters parameters,
            @RestQuery List<String> stage,
            @RestQuery String by) {
        journeys.get(key);
        if (stage.size() > FunnelQuery.MOST_STAGES) {
            throw ReportParameters.refused(
                    "stage", "is %d stages, expected at most %d".formatted(stage.size(), FunnelQuery.MOST_STAGES));
        }
        return funnels.of(new FunnelQuery(
                parameters.query(key),
                stage.stream()
                        .map(s -> ReportParameters.read("stage", Stage::parse, s))
                        .toList(),
                ReportParameters.read("by", FunnelQuery.By::parse, by)));
    }

    @GET
    @Path("/steps/{step}/instances")
    @Operation(summary = "Who stands at a step now, the longest waiting first, with since when and until when")
    public InstancePage standing(
            @RestPath String key,
            @RestPath String step,
            @BeanParam ReportParameters parameters,
            @RestQuery String cursor,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        journeys.get(key);
        List<InstanceReport> items =
                instances.standingAt(parameters.query(key), step, InstancePage.after(cursor), limit + 1);
        return InstancePage.of(items, limit, InstanceReport::since);
    }
}
