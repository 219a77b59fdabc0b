package io.itinera.journey.trial;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.itinera.journey.ServiceToken;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What checks and back-tests use of consent-service's API. */
@RegisterRestClient(configKey = "consent")
@RegisterProvider(ServiceToken.class)
@Path("/v1/purposes")
public interface PurposeClient {

    @GET
    Purposes purposes();

    /** The purposes that are configured. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Purposes(List<Purpose> items) {}

    /** A purpose, and whether it needs the customer's yes. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Purpose(String name, boolean optIn) {}
}
