package io.itinera.channel.dispatch;

import static io.itinera.channel.stage.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.channel.stage.Api;
import io.itinera.channel.stage.ConsentServer;
import io.itinera.channel.stage.Stage;
import io.itinera.channel.stage.Topic;
import io.itinera.channel.stage.WebhookSink;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Wire;
import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stage.class)
class WebhookDeliveryTest {

    @BeforeEach
    void templates() {
        Api.hook("hook", "hook");
        Api.hook("flaky", "flaky");
        Api.hook("gone", "gone");
        Api.hook("slow", "slow");
        Api.mail("plain", "Hello", "<p>Hello</p>");
    }

    @AfterEach
    void allIsWell() {
        assertThat(ConsentServer.violations()).isEmpty();
        assertThat(WebhookSink.refused()).isEmpty();
    }

    @Test
    void deliversASignedWebhookWithAllDataOfTheRequest() throws Exception {
        SendRequest request = Api.request(ConsentServer.profile("p"), "webhook", "hook", "marketing");

        Topic.send(request);

        await().untilAsserted(() -> assertThat(taken("/hook", request)).hasSize(1));
        JsonNode body = Wire.JSON.readTree(taken("/hook", request).getFirst().get("body"));
        assertThat(body.at("/data/messageId").asText()).isEqualTo(request.id());
        assertThat(body.at("/data/event/total").asInt()).isEqualTo(42);
        assertThat(body.at("/data/journey/step").asText()).isEqualTo("mail-a");
        assertThat(body.at("/data/offer").asText()).isEqualTo("spring-20");
        assertThat(body.at("/timestamp").asText()).isEqualTo("2026-03-29T00:30:00Z");
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly("sent"));
    }

    @Test
    void aTemplatesBodyIsTheDataAndNoValueBreaksOutOfItsJson() throws Exception {
        Api.newTemplate(
                "shaped",
                Map.of(
                        "channel",
                        "webhook",
                        "endpoint",
                        "hook",
                        "body",
                        "{\"who\": \"{{ profile.first_name }}\", \"what\": \"{{ context.text }}\", \"all\": {{ event | json }}}"));
        SendRequest plain = Api.request(ConsentServer.profile("p"), "webhook", "shaped", "marketing");
        SendRequest request = new SendRequest(
                plain.id(),
                plain.profileId(),
                plain.channel(),
                plain.template(),
                plain.purpose(),
                null,
                plain.requestedAt(),
                plain.traits(),
                plain.event(),
                Map.of("text", "\"}, \"admin\": true, \\ \n"),
                List.of(),
                false,
                null,
                plain.test(),
                plain.offer());

        Topic.send(request);

        await().untilAsserted(() -> assertThat(taken("/hook", request)).hasSize(1));
        JsonNode data = Wire.JSON
                .readTree(taken("/hook", request).getFirst().get("body"))
                .get("data");
        assertThat(data.size()).isEqualTo(3);
        assertThat(data.get("what").asText()).isEqualTo("\"}, \"admin\": true, \\ \n");
        assertThat(data.at("/all/total").asInt()).isEqualTo(42);
    }

    @Test
    void triesAgainUnderTheSameIdAfterServerErrors() {
        WebhookSink.answers("/flaky", 503, 429, 500);
        SendRequest request = Api.request(ConsentServer.profile("p"), "webhook", "flaky", "marketing");

        Topic.send(request);

        await().untilAsserted(() -> assertThat(taken("/flaky", request))
                .extracting(d -> d.get("status"))
                .containsExactly("503", "429", "500", "204"));
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).last().isEqualTo("sent"));
    }

    @Test
    void failsAtOnceWhenTheEndpointRefuses() {
        WebhookSink.answers("/gone", 410);
        SendRequest request = Api.request(
                ConsentServer.profile("p"), "webhook", "gone", "marketing", new SendRequest.Fallback("email", "plain"));

        Topic.send(request);

        await().untilAsserted(() -> assertThat(Topic.story(request.profileId())).containsExactly("failed:http-410"));
        assertThat(taken("/gone", request)).hasSize(1);
    }

    @Test
    void followsTheRuleForAnUnknownAnswerWhenAnEndpointNeverAnswers() {
        WebhookSink.answers("/slow", 0, 0);
        SendRequest marketing = Api.request(ConsentServer.profile("p"), "webhook", "slow", "marketing");
        SendRequest transactional = Api.request(ConsentServer.profile("p"), "webhook", "slow", "transactional");

        Topic.send(marketing, transactional);

        await().untilAsserted(() -> assertThat(Topic.story(marketing.id())).containsExactly("failed:answer-unknown"));
        await().untilAsserted(() ->
                assertThat(Topic.story(transactional.id())).containsExactly("deferred:answer-unknown", "sent"));
        assertThat(taken("/slow", marketing)).hasSize(1);
        assertThat(taken("/slow", transactional)).hasSize(2);
    }

    @Test
    void triesTheNextChannelUnderADerivedIdWhenConsentSaysNoForTheFirst() {
        SendRequest request = Api.request(
                ConsentServer.profile("denied-email"),
                "email",
                "plain",
                "marketing",
                new SendRequest.Fallback("webhook", "hook"));

        Topic.send(request);

        await().untilAsserted(() ->
                assertThat(Topic.story(request.profileId())).containsExactly("suppressed:no-consent", "sent"));
        MessageOutcome second = Topic.outcomes(request.profileId()).getLast();
        assertThat(second.channel()).isEqualTo("webhook");
        assertThat(second.messageId())
                .isNotEqualTo(request.id())
                .isEqualTo(request.next().orElseThrow().id());
        assertThat(second.journey()).isEqualTo(request.journey());
    }

    @Test
    void triesTheNextChannelWhenThereIsNoAddress() {
        SendRequest plain = Api.request(ConsentServer.profile("p"), "email", "plain", "marketing");
        SendRequest request = new SendRequest(
                plain.id(),
                plain.profileId(),
                "email",
                "plain",
                "marketing",
                null,
                plain.requestedAt(),
                Map.of("email", "ada@shop.example\r\nBcc: all@shop.example"),
                Map.of(),
                Map.of(),
                List.of(new SendRequest.Fallback("webhook", "hook")),
                false,
                null,
                plain.test(),
                plain.offer());

        Topic.send(request);

        await().untilAsserted(() ->
                assertThat(Topic.story(request.profileId())).containsExactly("suppressed:invalid-address", "sent"));
    }

    @Test
    void aChannelThatNobodyServesIsSuppressedAndTheNextOneIsTried() {
        SendRequest request = Api.request(
                ConsentServer.profile("p"),
                "pigeon",
                "plain",
                "marketing",
                new SendRequest.Fallback("webhook", "hook"));

        Topic.send(request);

        await().untilAsserted(() ->
                assertThat(Topic.story(request.profileId())).containsExactly("suppressed:no-channel", "sent"));
    }

    @Test
    void asksConsentForManyMessagesInOneCall() {
        SendRequest[] many = Stream.generate(
                        () -> Api.request(ConsentServer.profile("p"), "webhook", "hook", "marketing"))
                .limit(300)
                .toArray(SendRequest[]::new);
        int before = ConsentServer.calls().size();

        Topic.send(many);

        await().untilAsserted(() -> assertThat(
                        Stream.of(many).filter(m -> !taken("/hook", m).isEmpty()))
                .hasSize(300));
        assertThat(ConsentServer.calls().size() - before).isLessThan(60);
        assertThat(Stream.of(many)).allMatch(m -> taken("/hook", m).size() == 1);
    }

    @Test
    void oneQuestionThatConsentServiceRefusesHoldsUpNobodyElse() {
        ConsentServer.picky(true);
        try {
            SendRequest picky = Api.request(ConsentServer.profile("p"), "webhook", "hook", "picky");
            SendRequest[] others = Stream.generate(
                            () -> Api.request(ConsentServer.profile("p"), "webhook", "hook", "marketing"))
                    .limit(20)
                    .toArray(SendRequest[]::new);
            Topic.send(picky);
            Topic.send(others);

            await().untilAsserted(() -> assertThat(Stream.of(others))
                    .allMatch(m -> taken("/hook", m).size() == 1));
            assertThat(taken("/hook", picky)).isEmpty();
        } finally {
            ConsentServer.picky(false);
        }
    }

    @Test
    void anEndpointBySelfServiceHasASecretThatIsShownOnceAndCanBeRotated() {
        String url = "http://127.0.0.1:" + WebhookSink.port() + "/mine";
        String secret = Api.as("operator")
                .body(Map.of("url", url))
                .put("/v1/endpoints/mine")
                .then()
                .statusCode(201)
                .body("secret", startsWith("whsec_"))
                .extract()
                .path("secret");
        Api.as("viewer").get("/v1/endpoints/mine").then().statusCode(200).body("$", not(hasKey("secret")));
        Api.as("operator")
                .body(Map.of("url", url))
                .put("/v1/endpoints/mine")
                .then()
                .statusCode(200)
                .body("$", not(hasKey("secret")));
        Api.hook("mine", "mine");
        WebhookSink.secret("/mine", secret);
        Api.as("operator")
                .post("/v1/endpoints/mine/rotate")
                .then()
                .statusCode(200)
                .body("secret", not(secret));

        SendRequest request = Api.request(ConsentServer.profile("p"), "webhook", "mine", "marketing");
        Topic.send(request);

        await().untilAsserted(() -> assertThat(taken("/mine", request)).hasSize(1));
    }

    @Test
    void refusesAnEndpointInAPrivateNetworkOrWithoutTls() {
        for (String url :
                List.of("http://shop.example/hook", "https://user@shop.example/", "ftp://127.0.0.1/x", "/hook")) {
            Api.as("operator")
                    .body(Map.of("url", url))
                    .put("/v1/endpoints/bad")
                    .then()
                    .statusCode(422)
                    .body("errors.pointer", contains("/url"));
        }
        Api.as("operator").get("/v1/endpoints").then().statusCode(200).body("findAll { it.name == 'bad' }", hasSize(0));
    }

    @Test
    void aPoisonRecordGoesToTheDeadLettersAndTheNextOneIsDelivered() {
        String key = ConsentServer.profile("poison");
        Topic.write("sends", key, "this is not JSON");
        Topic.write("sends", key, "{\"id\":\"x\",\"profileId\":\"\",\"channel\":\"webhook\"}");
        Topic.write("sends", key, "{\"id\":\"\\u0000\",\"profileId\":\"p\",\"channel\":\"webhook\"}");
        Topic.write("consents", key, "[]");
        SendRequest good = Api.request(key, "webhook", "hook", "marketing");

        Topic.send(good);

        await().untilAsserted(() -> assertThat(Topic.story(good.id())).containsExactly("sent"));
        assertThat(Topic.records("sends.dead").stream().filter(r -> key.equals(new String(r.key()))))
                .hasSize(3);
        await().untilAsserted(() -> assertThat(
                        Topic.records("consents.dead").stream().filter(r -> key.equals(new String(r.key()))))
                .hasSize(1));
    }

    @Test
    void aNullCharacterInATraitStopsNothing() {
        SendRequest plain = Api.request(ConsentServer.profile("p"), "webhook", "hook", "marketing");
        SendRequest request = new SendRequest(
                plain.id(),
                plain.profileId(),
                "webhook",
                "hook",
                "marketing",
                null,
                plain.requestedAt(),
                Map.of("name", "a\0b"),
                Map.of(),
                Map.of(),
                List.of(),
                false,
                null,
                plain.test(),
                plain.offer());

        Topic.send(request);

        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly("sent"));
    }

    @Test
    void anUnsubscribeThroughAMessagesLinkIsAnOutcomeOfThatMessageOnce() {
        SendRequest request = Api.request(ConsentServer.profile("p"), "webhook", "hook", "marketing");
        Topic.send(request);
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly("sent"));
        String choice = "{\"channel\":\"webhook\",\"purpose\":\"marketing\",\"granted\":false,"
                + "\"decidedAt\":\"2026-04-01T10:00:00Z\",\"source\":\"unsubscribe-link\",\"entry\":\"7\",\"messageId\":\"%s\"}"
                        .formatted(request.id());
        String state = "{\"profileId\":\"%s\",\"choices\":[%s,null]}".formatted(request.profileId(), choice);

        Topic.write("consents", request.profileId(), state);
        Topic.write("consents", request.profileId(), state);

        await().untilAsserted(() -> assertThat(Topic.outcomes(request.id()))
                .extracting(MessageOutcome::status)
                .containsExactly(MessageStatus.SENT, MessageStatus.UNSUBSCRIBED));
    }

    @Test
    void outcomesWaitWhileKafkaIsAwayAndComeWhenItIsBack() {
        SendRequest before = Api.request(ConsentServer.profile("p"), "webhook", "flaky", "marketing");
        WebhookSink.answers("/flaky", 503, 503);
        Topic.send(before);
        await().until(() -> !taken("/flaky", before).isEmpty());

        BackEnds.kafka().stop();
        try {
            await().until(() -> taken("/flaky", before).size() == 3);
            Api.as("service").get("/q/health/live").then().statusCode(200);
        } finally {
            BackEnds.kafka().start();
        }

        await().untilAsserted(() -> assertThat(Topic.story(before.id())).containsExactly("deferred:http-503", "sent"));
    }

    private static List<Map<String, String>> taken(String path, SendRequest request) {
        return WebhookSink.at(path).stream()
                .filter(d -> d.get("id").equals(request.id()))
                .toList();
    }
}
