package io.itinera.journey.profile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.itinera.journey.ServiceToken;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
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

    @POST
    @Path("/{id}/counts")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    Counts counts(@PathParam("id") String id, Asked asked);

    /** What is to be counted of a profile. */
    record Asked(List<Question> questions) {}

    /**
     * What is to be counted.
     *
     * @param condition the condition, in the form of the condition language
     * @param at as of when, ISO 8601
     * @param zone of the profile
     */
    record Question(Map<String, Object> condition, String at, String zone) {}

    /** The answers, in the order of the questions. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Counts(List<Count> counts) {}

    /**
     * What was counted.
     *
     * @param count how often
     * @param last when last, or null
     * @param partial true when there may have been more
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Count(long count, Instant last, boolean partial) {}

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
