package io.itinera.journey.trial.check;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.itinera.journey.ServiceToken;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What checks use of profile-service's API. */
@RegisterRestClient(configKey = "profile")
@RegisterProvider(ServiceToken.class)
@Path("/v1/segments")
interface SegmentClient {

    @GET
    @Path("/{key}")
    Segment segment(@PathParam("key") String key);

    /** A segment, as far as we look. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Segment(String key) {}
}
