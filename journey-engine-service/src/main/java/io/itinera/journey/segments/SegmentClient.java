package io.itinera.journey.segments;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.journey.ServiceToken;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What this service uses of profile-service's segments. */
@RegisterRestClient(configKey = "segments")
@RegisterProvider(ServiceToken.class)
@Path("/v1/segments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
interface SegmentClient {

    @GET
    @Path("/{key}")
    Segment segment(@PathParam("key") String key);

    @PUT
    @Path("/{key}")
    Segment define(@PathParam("key") String key, Definition definition);

    @DELETE
    @Path("/{key}")
    void remove(@PathParam("key") String key, @HeaderParam(HttpHeaders.IF_MATCH) String ifMatch);

    /**
     * A segment, as far as we look.
     *
     * @param key its key
     * @param state {@code backfilling}, or {@code ready} when memberships can be relied on
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Segment(String key, String state) {}

    /**
     * A segment as it is to be.
     *
     * @param name for people
     * @param condition who is in it
     * @param derived true when the key is that of the condition and the zone, so that all who ask the same share it
     * @param zone the zone of profiles that have none of their own, or null for UTC
     */
    record Definition(
            String name,
            Map<String, Object> condition,
            boolean derived,
            @JsonInclude(JsonInclude.Include.NON_NULL) String zone) {}
}
