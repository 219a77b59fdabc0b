package io.itinera.channel.tracking;

import io.itinera.contracts.MessageStatus;
import io.itinera.problems.ProblemException;
import io.smallrye.common.annotation.Blocking;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The addresses in mails: the open pixel and the links. Public, and never a reason for a customer to see an error of ours. */
@Path("/")
@Tag(name = "Tracking")
@PermitAll
public class TrackingResource {

    private static final String PIXEL = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    private final LinkSigner signer;
    private final Engagements engagements;
    private final InstantSource clock;

    TrackingResource(LinkSigner signer, Engagements engagements, InstantSource clock) {
        this.signer = signer;
        this.engagements = engagements;
        this.clock = clock;
    }

    @GET
    @Path("o/{token}")
    @Blocking
    @Operation(summary = "Open pixel: a transparent image, whatever the token says")
    public CompletionStage<Response> open(@PathParam("token") String token, @Context HttpHeaders headers) {
        return signer.readOpen(token)
                .filter(_ -> Visitor.isPerson(headers))
                .map(id -> keep(id, MessageStatus.OPENED, null))
                .orElseGet(TrackingResource::nothing)
                .thenApply(_ -> pixel());
    }

    @HEAD
    @Path("o/{token}")
    @Operation(hidden = true)
    public Response openHead(@PathParam("token") String token) {
        return pixel();
    }

    @GET
    @Path("c/{token}")
    @Blocking
    @Operation(summary = "Link of a message: leads to where the message's author meant it to lead")
    public CompletionStage<Response> click(@PathParam("token") String token, @Context HttpHeaders headers) {
        LinkSigner.Click click = click(token);
        CompletionStage<Void> kept =
                Visitor.isPerson(headers) ? keep(click.messageId(), MessageStatus.CLICKED, click.target()) : nothing();
        return kept.thenApply(_ -> redirect(click));
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

    private CompletionStage<Void> keep(String messageId, MessageStatus status, String link) {
        return engagements.keep(new Signal(messageId, status, clock.instant(), link, null));
    }

    private static CompletionStage<Void> nothing() {
        return CompletableFuture.completedStage(null);
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
