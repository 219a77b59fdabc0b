package io.itinera.channel.tracking;

import static io.itinera.channel.stage.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.channel.stage.Api;
import io.itinera.channel.stage.ConsentServer;
import io.itinera.channel.stage.Stage;
import io.itinera.channel.stage.Topic;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a customer does with a message is kept, and leads on, whichever back end is away. */
@QuarkusTest
@WithTestResource(Stage.class)
class EngagementKeptTest {

    private static final String CART = "https://shop.example/cart";

    @Inject
    LinkSigner signer;

    @AfterEach
    void allIsWell() {
        BackEnds.postgres().start();
        BackEnds.kafka().start();
    }

    @Test
    void keepsAnOpenAndAClickThatComeWhilePostgresIsAway() {
        SendRequest sent = sent();

        BackEnds.postgres().stop();
        open(sent);
        click(sent);
        click(sent);
        BackEnds.postgres().start();

        await().untilAsserted(() ->
                assertThat(Topic.story(sent.id())).containsExactlyInAnyOrder("sent", "opened", "clicked"));
    }

    @Test
    void keepsAClickThatComesWhileKafkaIsAway() {
        SendRequest sent = sent();

        BackEnds.kafka().stop();
        click(sent);
        BackEnds.kafka().start();

        await().untilAsserted(() -> assertThat(Topic.story(sent.id())).containsExactly("sent", "clicked"));
    }

    @Test
    void whatBecomesOfAMessageBelongsToTheTraceThatAskedForIt() {
        Api.mail("engagement-kept", "Hello", "<a href='" + CART + "'>cart</a>");
        SendRequest request = Api.request(ConsentServer.profile("p"), "email", "engagement-kept", "marketing");
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        Topic.send(request, trace);
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly("sent"));
        click(request);

        await().untilAsserted(() -> assertThat(Topic.traces(request.id())).containsExactly(trace, trace));
        assertThat(Topic.traces(sent().id())).containsExactly((String) null);
    }

    @Test
    void aRecordThatIsNoEngagementStopsNobody() {
        SendRequest sent = sent();
        String poison = Api.fresh("poison");

        Topic.write(Topics.ENGAGEMENTS, poison, "{\"messageId\": null}");
        Topic.write(Topics.ENGAGEMENTS, poison, "no json");
        click(sent);

        await().untilAsserted(() -> {
            assertThat(Topic.story(sent.id())).containsExactly("sent", "clicked");
            assertThat(Topic.records(Topics.dead(Topics.ENGAGEMENTS)))
                    .filteredOn(r -> new String(r.key(), StandardCharsets.UTF_8).equals(poison))
                    .hasSize(2);
        });
    }

    private static SendRequest sent() {
        Api.mail("engagement-kept", "Hello", "<a href='" + CART + "'>cart</a>");
        SendRequest request = Api.request(ConsentServer.profile("p"), "email", "engagement-kept", "marketing");
        Topic.send(request);
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly("sent"));
        return request;
    }

    private void open(SendRequest request) {
        RestAssured.given().get("/o/" + signer.open(request.id())).then().statusCode(200);
    }

    private void click(SendRequest request) {
        RestAssured.given()
                .redirects()
                .follow(false)
                .get("/c/" + signer.click(request.id(), CART))
                .then()
                .statusCode(302)
                .header("Location", CART);
    }
}
