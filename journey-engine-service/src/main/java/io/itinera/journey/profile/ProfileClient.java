package io.itinera.journey.profile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.itinera.journey.ServiceToken;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What this service uses of profile-service's API. */
@RegisterRestClient(configKey = "profile")
@RegisterProvider(ServiceToken.class)
@Path("/v1/profiles")
interface ProfileClient {

    @GET
    @Path("/{id}")
    Answer profile(@PathParam("id") String id);

    @GET
    @Path("/{id}/timeline")
    Timeline timeline(@PathParam("id") String id, @QueryParam("limit") int limit);

    /** What happened to a profile and to those merged into it, newest first. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Timeline(List<Entry> items) {}

    /** An entry of it; the cause as on the topic {@code activity}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Entry(Instant at, Map<String, Object> cause) {}

    /**
     * A profile, as far as we look.
     *
     * @param id its id, also where it was asked for by an identifier or by the id of a profile that was merged into it
     * @param traits its traits
     * @param computed its computed traits
     * @param consents what the customer agreed to and refused
     * @param segments keys of the segments that it is in
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(
            String id,
            Map<String, Object> traits,
            Map<String, Object> computed,
            Map<String, Boolean> consents,
            Set<String> segments) {}
}
