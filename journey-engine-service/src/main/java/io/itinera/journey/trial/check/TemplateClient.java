package io.itinera.journey.trial.check;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.itinera.journey.ServiceToken;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What checks use of channel-service's API. */
@RegisterRestClient(configKey = "channel")
@RegisterProvider(ServiceToken.class)
@Path("/v1/templates")
interface TemplateClient {

    @GET
    @Path("/{key}")
    Template template(@PathParam("key") String key);

    /** Shows a template with the given data; a profile without any trait shows what has no default. */
    @POST
    @Path("/{key}/preview")
    Preview preview(@PathParam("key") String key, Map<String, Object> with);

    /** A template, as far as we look. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Template(String channel, String html, String text) {

        /** Whether an open or a click of its message can be seen: HTML is given a pixel, and links that the author wrote are led past us. */
        boolean tells() {
            return html != null || text != null && text.contains("://");
        }
    }

    /** A preview, as far as we look. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Preview(Set<String> missing) {}
}
