package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Identifier;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import org.junit.jupiter.api.Test;

/** Promise 3: no message without a yes. */
class ConsentRevokedTest {

    private static final String USER = "revoked-user";
    private static final String PROFILE = new Identifier(Identifier.Kind.USER, USER).derivedProfileId();

    private final RunningSuite suite = RunningSuite.get();

    @Test
    void consentRevokedBetweenRequestAndDeliverySuppressesTheMessage() {
        suite.client().publish("""
                        {"key":"revoked","name":"Revoked","entry":{"on":{"event":"revoked"}},"start":"mail","steps":{
                           "mail":{"type":"send","channel":"email","template":"letter","purpose":"marketing","next":"end"},
                           "end":{"type":"exit"}}}""");
        decide("granted");
        suite.sender().identify(USER, "{\"email\":\"revoked@customers.example\",\"firstName\":\"Rae\"}");
        suite.stack().service(StackService.CHANNEL).stop();
        suite.sender().track(USER, "revoked", "revoked-0");
        await("the journey has asked for the message")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> instances().toString().contains("\"revoked\""));

        decide("denied");
        suite.restart(StackService.CHANNEL);

        await("the message is suppressed").atMost(RunningSuite.PATIENCE).untilAsserted(() -> {
            JsonNode message = suite.client()
                    .get(StackPort.CHANNELS, "/v1/messages?profileId=" + PROFILE)
                    .findValue("status");
            assertThat(message).isNotNull();
            assertThat(message.asText()).isEqualTo("suppressed");
        });
        assertThat(suite.mails("revoked@customers.example")).isEmpty();
    }

    private JsonNode instances() {
        return suite.client().get(StackPort.JOURNEYS, "/v1/profiles/" + PROFILE + "/instances");
    }

    private void decide(String decision) {
        suite.client().must(StackPort.CONSENT, "POST", "/v1/consents", """
                        {"decisions":[{"userId":"%s","channel":"email","purpose":"marketing","decision":"%s",
                          "source":"system-test","textVersion":"1"}]}""".formatted(USER, decision));
    }
}
