package io.itinera.channel.tracking;

import io.itinera.channel.outcome.OutcomeRelay;
import io.itinera.contracts.MessageStatus;
import io.itinera.problems.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/** The addresses in mails: the open pixel and the links. Public, and never a reason for a customer to see an error of ours. */
@Path("/")
@Tag(name = "Tracking")
@PermitAll
public class TrackingResource {

    private static final Logger LOG = Logger.getLogger(TrackingResource.class);
    private static final String PIXEL = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    private final LinkSigner signer;
    private final EngagementStore store;
    private final OutcomeRelay relay;
    private final InstantSource clock;

    TrackingResource(LinkSigner signer, EngagementStore store, OutcomeRelay relay, InstantSource clock) {
        this.signer = signer;
        this.store = store;
        this.relay = relay;
        this.clock = clock;
    }

    @GET
    @Path("o/{token}")
    @Operation(summary = "Open pixel: a transparent image, whatever the token says")
    public Response open(@PathParam("token") String token, @Context HttpHeaders headers) {
        if (Visitor.isPerson(headers)) {
            signer.readOpen(token).ifPresent(id -> note(id, MessageStatus.OPENED, null));
        }
        return pixel();
    }

    @HEAD
    @Path("o/{token}")
    @Operation(hidden = true)
    public Response openHead(@PathParam("token") String token) {
        return pixel();
    }

    @GET
    @Path("c/{token}")
    @Operation(summary = "Link of a message: leads to where the message's author meant it to lead")
    public Response click(@PathParam("token") String token, @Context HttpHeaders headers) {
        LinkSigner.Click click = click(token);
        if (Visitor.isPerson(headers)) {
            note(click.messageId(), MessageStatus.CLICKED, click.target());
        }
        return redirect(click);
    }

    @HEAD
    @Path("c/{token}")
    @Operation(hidden = true)
    public Response clickHead(@PathParam("token") String token) {
        return redirect(click(token));
    }

    private LinkSigner.Click click(String token) {
        return signer.readClick(token)
                .filter(c -> LinkRewriter.isWeb(c.target()))
                .orElseThrow(() -> ProblemException.notFound("the link"));
    }

    /** The customer's way goes on, also when the database does not answer; then the click is lost, and the log says so. */
    private void note(String messageId, MessageStatus status, String link) {
        try {
            int news = store.note(List.of(new EngagementStore.Signal(messageId, status, clock.instant(), link, null)));
            if (news > 0) {
                relay.wake();
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "engagement lost status=%s message=%s error=%s",
                    status, messageId, e.getClass().getSimpleName());
        }
    }

    private static Response pixel() {
        return Response.ok(Base64.getDecoder().decode(PIXEL), "image/gif")
                .header(HttpHeaders.CACHE_CONTROL, "no-store, no-cache, private, max-age=0")
                .build();
    }

    private static Response redirect(LinkSigner.Click click) {
        return Response.status(Response.Status.FOUND)
                .header(HttpHeaders.LOCATION, click.target())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Robots-Tag", "noindex")
                .build();
    }
}
