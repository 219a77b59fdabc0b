package io.itinera.journey.requests;

import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.JourneyProblem;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.definition.InvalidJourneyException;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.definition.Step;
import io.itinera.journey.engine.Input;
import io.itinera.journey.inputs.JourneyInputs;
import io.itinera.journey.reporting.InstanceReport;
import io.itinera.journey.reporting.InstanceReports;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Operators' orders on single instances, each with its place in the audit trail of the journey. */
@ApplicationScoped
public class InstanceOrders {

    private final InstanceReports instances;
    private final Journeys journeys;
    private final JourneyInputs inputs;
    private final InstantSource clock;

    InstanceOrders(InstanceReports instances, Journeys journeys, JourneyInputs inputs, InstantSource clock) {
        this.instances = instances;
        this.journeys = journeys;
        this.inputs = inputs;
        this.clock = clock;
    }

    /**
     * Gives an order; returns when Kafka has it. An instance that ends meanwhile is left alone.
     *
     * @param instance id of the instance
     * @param order what to do
     * @param to key of the step, for a move
     * @param by who orders it, and why
     * @return id of the order, which the transition's detail names
     */
    @Transactional
    public String give(String instance, Input.Order order, String to, Input.By by) {
        InstanceReport report = instances
                .instance(instance)
                .orElseThrow(() -> ProblemException.notFound("instance '%s'".formatted(instance)));
        if (report.endedAt() != null) {
            throw new ProblemException(JourneyProblem.JOURNEY_STATE, "the instance is over");
        }
        Optional<Journey> journey = journeys.find(report.journey());
        Optional<JourneyDefinition> own = definition(report.journey(), report.version());
        if (order == Input.Order.MOVE) {
            // Where its version is not there any more, it goes on in the one that entries use.
            int version = own.isPresent()
                    ? report.version()
                    : journey.map(Journey::currentVersion).orElse(0);
            if (definition(report.journey(), version).flatMap(d -> d.step(to)).isEmpty()) {
                throw ProblemException.invalid(
                        "/step", "is not a step of version %d of the journey".formatted(version));
            }
        }
        if (order == Input.Order.GO_ON
                && own.flatMap(definition -> definition.step(report.step()))
                        .flatMap(Step::skipsTo)
                        .isEmpty()) {
            throw ProblemException.invalid(
                    "/order", "needs a move to a named step: the present one has several ways, or is not there");
        }
        String id = UUID.randomUUID().toString();
        String deed = "%s instance %s%s%s"
                .formatted(
                        order.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        instance,
                        to == null ? "" : " to " + to,
                        by.why() == null ? "" : ": " + by.why());
        journey.ifPresent(_ -> journeys.note(report.journey(), "ordered", report.version(), by.name(), deed));
        inputs.sendAndWait(
                report.profileId(),
                new Input.Ordered(id, instance, order, to, by, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        return id;
    }

    /** Empty where the version is not there, or cannot be read. */
    private Optional<JourneyDefinition> definition(String journey, int version) {
        try {
            return journeys.definition(journey, version).map(JourneyDefinitions::read);
        } catch (InvalidJourneyException _) {
            return Optional.empty();
        }
    }
}
