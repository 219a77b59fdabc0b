package io.itinera.consent.link;

import io.itinera.consent.consent.Consents;
import io.itinera.consent.consent.NewDecision;
import io.itinera.consent.consent.Scope;
import io.itinera.consent.policy.Purposes;
import io.itinera.consent.policy.Purposes.Purpose;
import io.itinera.contracts.Identifier;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/**
 * One-click unsubscribe, <a href="https://www.rfc-editor.org/rfc/rfc8058">RFC 8058</a>. The link itself is the authority: no
 * login, no cookie. Only a POST acts, since scanners of mail follow links.
 */
@Path("/u/{token}")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@Tag(name = "Customers")
public class UnsubscribeResource {

    private static final String SOURCE = "unsubscribe-link";
    private static final String TEXT_VERSION = "unsubscribe-1";

    private final LinkTokens tokens;
    private final Consents consents;
    private final Purposes purposes;
    private final Html html;
    private final MeterRegistry metrics;

    UnsubscribeResource(LinkTokens tokens, Consents consents, Purposes purposes, Html html, MeterRegistry metrics) {
        this.tokens = tokens;
        this.consents = consents;
        this.purposes = purposes;
        this.html = html;
        this.metrics = metrics;
    }

    @GET
    @Operation(summary = "A page that asks; never unsubscribes")
    public Response ask(@RestPath String token) {
        return tokens.read(token)
                .map(link -> html.answer(
                        200,
                        Pages.confirm(
                                html.css(),
                                title(link.purpose()),
                                Html.channel(link.channel()),
                                "../preferences/" + token)))
                .orElseGet(this::unknown);
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Unsubscribes, whatever the body says: List-Unsubscribe=One-Click, as a form or in parts")
    public Response unsubscribe(@RestPath String token) {
        return tokens.read(token)
                .map(link -> {
                    withdraw(link);
                    TemplateInstance page = Pages.done(
                            html.css(), title(link.purpose()), Html.channel(link.channel()), "../preferences/" + token);
                    return html.answer(200, page);
                })
                .orElseGet(this::unknown);
    }

    private void withdraw(LinkToken link) {
        consents.recordChanges(List.of(new NewDecision(
                new Identifier(Identifier.Kind.PROFILE, link.profile().toString()),
                new Scope(link.channel(), link.purpose()),
                false,
                SOURCE,
                TEXT_VERSION,
                null,
                null,
                link.messageId(),
                null)));
    }

    private Response unknown() {
        metrics.counter("itinera_consent_links_refused").increment();
        return html.answer(404, Pages.unknown(html.css()));
    }

    private String title(String purpose) {
        return purposes.find(purpose).map(Purpose::title).orElse(purpose);
    }
}
