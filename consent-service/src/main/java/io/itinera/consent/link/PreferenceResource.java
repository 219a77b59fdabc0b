package io.itinera.consent.link;

import io.itinera.consent.consent.ConsentStore;
import io.itinera.consent.consent.Consents;
import io.itinera.consent.policy.Purposes;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** The page on which customers choose what they get. Works without script; the link is the authority. */
@Path("/preferences/{token}")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@Tag(name = "Customers")
public class PreferenceResource {

    private final LinkTokens tokens;
    private final Consents consents;
    private final ConsentStore store;
    private final Purposes purposes;
    private final Html html;
    private final MeterRegistry metrics;

    PreferenceResource(
            LinkTokens tokens,
            Consents consents,
            ConsentStore store,
            Purposes purposes,
            Html html,
            MeterRegistry metrics) {
        this.tokens = tokens;
        this.consents = consents;
        this.store = store;
        this.purposes = purposes;
        this.html = html;
        this.metrics = metrics;
    }

    @GET
    @Operation(summary = "What the customer can choose, and has chosen; changes nothing")
    public Response show(@RestPath String token) {
        return tokens.read(token).map(link -> page(link, false)).orElseGet(this::unknown);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(summary = "Save what the customer chose")
    public Response save(@RestPath String token, MultivaluedMap<String, String> form) {
        return tokens.read(token)
                .map(link -> {
                    consents.recordChanges(form(link).decisions(form));
                    return page(link, true);
                })
                .orElseGet(this::unknown);
    }

    private Response page(LinkToken link, boolean saved) {
        return html.answer(200, Pages.preferences(html.css(), saved, form(link).topics()));
    }

    private PreferenceForm form(LinkToken link) {
        return new PreferenceForm(
                link,
                purposes.optional(),
                store.standing(List.of(link.profile())).get(link.profile()).choices());
    }

    private Response unknown() {
        metrics.counter("itinera_consent_links_refused").increment();
        return html.answer(404, Pages.unknown(html.css()));
    }
}
