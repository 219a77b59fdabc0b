package io.itinera.channel.consent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.channel.ServiceToken;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** What this service uses of consent-service's API. */
@RegisterRestClient(configKey = "consent")
@RegisterProvider(ServiceToken.class)
@Path("/v1/checks")
interface ConsentClient {

    @POST
    Answers check(Questions questions);

    /** Up to 1000 questions. */
    record Questions(List<Question> checks) {}

    /**
     * May this message go out?
     *
     * @param id names the question
     * @param profileId to whom
     * @param channel over which channel
     * @param purpose for which purpose
     * @param address the customer's address, for the suppression list; null where there is none
     * @param messageId the message, for its unsubscribe link
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Question(String id, String profileId, String channel, String purpose, String address, String messageId) {}

    /** The answers, in any order. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answers(List<Verdict> results) {}
}
