package io.itinera.journey.trial.delivery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.itinera.journey.ServiceToken;
import io.itinera.policies.CapContent;
import io.itinera.policies.Handling;
import io.itinera.policies.QuietHoursContent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What back-tests use of channel-service's policies. */
@RegisterRestClient(configKey = "channel")
@RegisterProvider(ServiceToken.class)
@Path("/v1/policies")
interface PolicyClient {

    @GET
    @Path("/caps")
    Caps caps(@QueryParam("cursor") String cursor);

    @GET
    @Path("/quiet-hours")
    QuietHours quietHours(@QueryParam("cursor") String cursor);

    /** A page of caps. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Caps(List<Cap> caps, String cursor) {}

    /** A page of quiet hours. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record QuietHours(List<Quiet> quietHours, String cursor) {}

    /** A cap, as far as we look. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Cap(
            String key,
            String channel,
            String purpose,
            int count,
            String within,
            Handling.Action policy,
            String atMost,
            boolean transactional) {

        CapContent content() {
            return new CapContent(channel, purpose, count, within, policy, atMost, transactional);
        }
    }

    /** Quiet hours, as far as we look. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Quiet(
            String key,
            String channel,
            String purpose,
            String from,
            String to,
            List<String> days,
            String zone,
            Handling.Action policy,
            String atMost,
            boolean transactional) {

        QuietHoursContent content() {
            return new QuietHoursContent(channel, purpose, from, to, days, zone, policy, atMost, transactional);
        }
    }
}
