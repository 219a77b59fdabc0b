package io.itinera.consent.publish;

import static io.itinera.consent.ConsentApi.check;
import static io.itinera.consent.ConsentApi.decision;
import static io.itinera.consent.ConsentApi.reason;
import static io.itinera.consent.ConsentApi.record;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.consent.Wiretap;
import io.itinera.contracts.ConsentState;
import io.itinera.contracts.IdentityLink;
import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "consent"))
class PublishTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final UUID profile = UUID.randomUUID();

    @Test
    void aStateGoesOutAfterEachChangeAndTheNewestIsLast() {
        record(decision(profile, "granted")).statusCode(200);
        await().atMost(PATIENCE).until(() -> states().size() == 1);
        record(decision(profile, "denied")).statusCode(200);
        await().atMost(PATIENCE).until(() -> states().size() == 2);

        ConsentState.Choice choice = states().getLast().choices().getFirst();
        assertThat(choice.channel()).isEqualTo("email");
        assertThat(choice.purpose()).isEqualTo("marketing");
        assertThat(choice.granted()).isFalse();
        assertThat(choice.source()).isEqualTo("signup-form");
        assertThat(choice.entry()).isNotBlank();
    }

    @Test
    void anUnsubscribeNamesTheMessageWhoseLinkWasUsed() {
        record(decision(profile, "granted")).statusCode(200);
        String url = check(profile, "marketing", null).extract().path("results[0].unsubscribeUrl");
        given().post(URI.create(url).getPath()).then().statusCode(200);

        await().atMost(PATIENCE).until(() -> states().stream()
                .flatMap(state -> state.choices().stream())
                .anyMatch(choice -> !choice.granted() && "message-1".equals(choice.messageId())));
    }

    @Test
    void aProfileThatWasMergedAwayLeavesATombstone() {
        UUID device = UUID.randomUUID();
        record(decision(profile, "granted"), decision(device, "denied")).statusCode(200);
        await().atMost(PATIENCE).until(() -> !Wiretap.states(device.toString()).isEmpty());
        Wiretap.link(new IdentityLink("profile:" + device, profile.toString(), Instant.now()));

        await().atMost(PATIENCE).until(() -> Wiretap.states(device.toString()).getLast() == null);
        await().atMost(PATIENCE)
                .until(() -> !states().getLast().choices().getFirst().granted());
    }

    @Test
    void withoutKafkaConsentIsStillRecordedAndCheckedAndGoesOutLater() {
        BackEnds.kafka().stop();
        try {
            record(decision(profile, "granted")).statusCode(200);
            assertThat(reason(profile)).isEqualTo("opt-in");
            given().get("/q/health/live").then().statusCode(200);
            given().get("/q/health/ready").then().statusCode(200);
        } finally {
            BackEnds.kafka().start();
        }
        await().atMost(PATIENCE).until(() -> !states().isEmpty());
        assertThat(states().getLast().choices().getFirst().granted()).isTrue();
    }

    private List<ConsentState> states() {
        return Wiretap.states(profile.toString());
    }
}
