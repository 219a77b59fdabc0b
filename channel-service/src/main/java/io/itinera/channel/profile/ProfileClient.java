package io.itinera.channel.profile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.itinera.channel.ServiceToken;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;
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

    /**
     * A profile, as far as we look.
     *
     * @param id its id
     * @param traits its traits
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(String id, Map<String, Object> traits) {}
}
