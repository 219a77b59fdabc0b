package io.itinera.channel.sandbox;

import static io.itinera.channel.stage.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.itinera.channel.stage.Api;
import io.itinera.channel.stage.ConsentServer;
import io.itinera.channel.stage.Stage;
import io.itinera.channel.stage.Topic;
import io.itinera.channel.stage.WebhookSink;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages of people who try journeys out, where only addresses at qa.example get them. */
@QuarkusTest
@WithTestResource(Stage.class)
class SandboxTest {

    private static final Pattern CLICK = Pattern.compile("https://t\\.shop\\.example(/c/[\\w-]+)");

    private final String purpose = Api.fresh("purpose");

    @BeforeEach
    void templates() {
        Api.mail(
                "tried",
                "{{ profile.first_name }}, your {{ event.item }} waits",
                "<p>Hi {{ profile.first_name }}</p><a href=\"https://shop.example/cart\">To the cart</a>");
        Api.hook("tried-hook", "hook");
    }

    @AfterEach
    void nothingIsLeft() {
        Api.noPolicies();
        assertThat(ConsentServer.violations()).isEmpty();
    }

    private SendRequest test(String profile, String channel, String template, String domain) {
        return Api.test(Api.request(profile, channel, template, purpose), profile + "@" + domain);
    }

    private static void comesTo(SendRequest request, String... story) {
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly(story));
    }

    private static int mailsTo(SendRequest request) {
        return BackEnds.inbox()
                .messagesTo(String.valueOf(request.traits().get("email")))
                .size();
    }

    @Test
    void keepsAMessageOfATestAndShowsWhatItWouldHaveSaid() {
        SendRequest request = test(ConsentServer.profile("p"), "email", "tried", "shop.example");

        Topic.send(request);

        comesTo(request, "sent:sandbox");
        MessageOutcome outcome = Topic.outcomes(request.id()).getFirst();
        assertThat(outcome.test()).isTrue();
        assertThat(outcome.receipt()).isEqualTo("receipt-of-" + request.id());
        assertThat(mailsTo(request)).isZero();
        Api.as("viewer")
                .get("/v1/messages/" + request.id())
                .then()
                .body("status", equalTo("sent"))
                .body("reason", equalTo("sandbox"))
                .body("test", equalTo(true))
                .body("attempts", equalTo(0));
        Api.as("editor")
                .get("/v1/messages/" + request.id() + "/content")
                .then()
                .statusCode(200)
                .body("address", equalTo(request.traits().get("email")))
                .body("subject", equalTo("Ada, your <b>Lamp</b> waits"))
                .body("html", containsString("Hi Ada"))
                .body("template", equalTo("tried"))
                .body("at", notNullValue());
        Api.as("viewer").get("/v1/messages/" + request.id() + "/content").then().statusCode(403);
    }

    @Test
    void whoFollowsALinkInTheSandboxLetsTheJourneyGoOnAsATest() {
        SendRequest request = test(ConsentServer.profile("p"), "email", "tried", "shop.example");
        Topic.send(request);
        comesTo(request, "sent:sandbox");
        String html = Api.as("operator")
                .get("/v1/messages/" + request.id() + "/content")
                .path("html");
        Matcher link = CLICK.matcher(html);
        assertThat(link.find()).isTrue();

        RestAssured.given().redirects().follow(false).get(link.group(1)).then().statusCode(302);

        await().untilAsserted(() -> assertThat(Topic.outcomes(request.id()))
                .filteredOn(outcome -> outcome.status() == MessageStatus.CLICKED)
                .singleElement()
                .satisfies(clicked -> assertThat(clicked.test()).isTrue()));
    }

    @Test
    void handsOverWhatIsForARecipientThatIsNamed() {
        SendRequest request = test(ConsentServer.profile("p"), "email", "tried", "qa.example");

        Topic.send(request);

        comesTo(request, "sent");
        assertThat(mailsTo(request)).isEqualTo(1);
        assertThat(Topic.outcomes(request.id()).getFirst().test()).isTrue();
        Api.as("viewer").get("/v1/messages/" + request.id()).then().body("test", equalTo(true));
        Api.as("editor").get("/v1/messages/" + request.id() + "/content").then().statusCode(404);
    }

    @Test
    void keepsTheCallOfAWebhookAsTheEndpointWouldHaveGotIt() {
        SendRequest request = test(ConsentServer.profile("p"), "webhook", "tried-hook", "shop.example");

        Topic.send(request);

        comesTo(request, "sent:sandbox");
        Api.as("approver")
                .get("/v1/messages/" + request.id() + "/content")
                .then()
                .statusCode(200)
                .body("address", equalTo("hook"))
                .body("body", containsString("\"messageId\":\"" + request.id() + "\""))
                .body("$", not(hasKey("html")));
        assertThat(WebhookSink.at("/hook")).noneMatch(call -> call.get("body").contains(request.id()));
    }

    @Test
    void countsForNoCapAndIsHeldBackByNone() {
        String key = Api.fresh("policy");
        Api.cap(key, Map.of("purpose", purpose, "count", 1, "within", "P1D"));
        String profile = ConsentServer.profile("p");
        SendRequest kept = test(profile, "email", "tried", "shop.example");
        SendRequest sent = test(profile, "email", "tried", "qa.example");
        SendRequest real = Api.request(profile, "email", "tried", purpose);
        Topic.send(kept, sent);
        comesTo(kept, "sent:sandbox");
        comesTo(sent, "sent");

        Topic.send(real);
        comesTo(real, "sent");
        SendRequest again = test(profile, "email", "tried", "qa.example");
        Topic.send(again);

        comesTo(again, "sent");
    }

    @Test
    void asksForConsentAsForAnyOther() {
        SendRequest denied = test(ConsentServer.profile("denied"), "email", "tried", "shop.example");

        Topic.send(denied);

        await().untilAsserted(() ->
                assertThat(Topic.story(denied.id())).singleElement().asString().startsWith("suppressed"));
        assertThat(Topic.outcomes(denied.id()).getFirst().test()).isTrue();
    }

    @Test
    void isCountedApartFromWhatPeopleGet() {
        SendRequest request = test(ConsentServer.profile("p"), "email", "tried", "shop.example");

        Topic.send(request);

        comesTo(request, "sent:sandbox");
        await().untilAsserted(() -> RestAssured.get("/q/metrics")
                .then()
                .body(containsString("itinera_test_messages_total{channel=\"email\",state=\"sent\"}")));
    }

    @Test
    void theApiAsksForAMessageOfATestToo() {
        String id = Api.as("editor")
                .body(Map.of(
                        "profileId",
                        ConsentServer.profile("p"),
                        "channel",
                        "email",
                        "template",
                        "tried",
                        "purpose",
                        purpose,
                        "traits",
                        Map.of("email", "ann@shop.example", "first_name", "Ann"),
                        "test",
                        true))
                .post("/v1/messages")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        await().untilAsserted(() -> assertThat(Topic.story(id)).containsExactly("sent:sandbox"));
    }
}
