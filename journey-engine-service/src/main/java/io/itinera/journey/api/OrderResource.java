package io.itinera.journey.api;

import io.itinera.journey.engine.Input;
import io.itinera.journey.requests.InstanceOrders;
import io.itinera.problems.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Orders on one instance. */
@Path("/v1/instances/{id}/orders")
@Tag(name = "Instances")
@Produces(MediaType.APPLICATION_JSON)
public class OrderResource {

    private final InstanceOrders orders;
    private final SecurityIdentity caller;

    OrderResource(InstanceOrders orders, SecurityIdentity caller) {
        this.orders = orders;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Order an instance to end, to go on at once, or to move to a step",
            description =
                    "202 when Kafka has the order; it is in the journey's audit trail and in the instance's history.")
    public Response order(@RestPath String id, @Valid @NotNull OrderRequest request) {
        String given = orders.give(
                id,
                request.kind(),
                request.step(),
                new Input.By(caller.getPrincipal().getName(), request.reason()));
        return Response.accepted(new Given(given)).build();
    }

    /**
     * An order.
     *
     * @param order {@code end}, {@code go-on} or {@code move}
     * @param step key of the step to move to
     * @param reason why, for the audit trail
     */
    public record OrderRequest(
            @NotNull String order,
            String step,
            @Size(max = 1000) String reason) {

        private Input.Order kind() {
            Input.Order kind =
                    switch (order) {
                        case "end" -> Input.Order.END;
                        case "go-on" -> Input.Order.GO_ON;
                        case "move" -> Input.Order.MOVE;
                        default ->
                            throw ProblemException.invalid(
                                    "/order", "is '%s', expected end, go-on or move".formatted(order));
                    };
            if ((kind == Input.Order.MOVE) != (step != null)) {
                throw ProblemException.invalid("/step", "is needed for a move, and for nothing else");
            }
            return kind;
        }
    }

    /** Id of the order. */
    public record Given(String order) {}
}
