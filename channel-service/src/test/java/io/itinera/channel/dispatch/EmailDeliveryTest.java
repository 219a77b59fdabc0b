package io.itinera.channel.dispatch;

import static io.itinera.channel.stage.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.itinera.channel.stage.Api;
import io.itinera.channel.stage.ConsentServer;
import io.itinera.channel.stage.SmtpWire;
import io.itinera.channel.stage.Stage;
import io.itinera.channel.stage.Topic;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import io.itinera.local.backend.ReceivedMail;
import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stage.class)
class EmailDeliveryTest {

    private static final Pattern CLICK = Pattern.compile("https://t\\.shop\\.example(/c/[\\w-]+)");
    private static final Pattern PIXEL = Pattern.compile("https://t\\.shop\\.example(/o/[\\w-]+)");

    @BeforeEach
    void templates() {
        Api.mail(
                "cart",
                "{{ profile.first_name | default: 'there' }}, your {{ event.item }} waits",
                "<p>Hi {{ user.first_name }}, {{ event.item }} for {{ event.total }}</p>"
                        + "<a href=\"https://shop.example/cart?id=1&amp;x=2\">To the cart</a>"
                        + "<a href=\"{{ message.unsubscribe_url }}\">Unsubscribe</a>");
    }

    @AfterEach
    void allIsWell() {
        SmtpWire.cutAfterData(0);
        SmtpWire.up();
        ConsentServer.down(false);
        assertThat(ConsentServer.violations()).isEmpty();
    }

    @Test
    void bringsAPersonalMailWithUnsubscribeHeadersToTheInbox() {
        SendRequest request = Api.request(ConsentServer.profile("p"), "email", "cart", "marketing");

        Topic.send(request);

        ReceivedMail mail = mailTo(request);
        assertThat(mail.subject()).isEqualTo("Ada, your <b>Lamp</b> waits");
        assertThat(mail.from()).isEqualTo("hello@shop.example");
        assertThat(mail.html()).contains("Hi Ada, &lt;b&gt;Lamp&lt;/b&gt; for 42");
        assertThat(mail.text()).contains("Hi Ada, <b>Lamp</b> for 42").contains("To the cart");
        assertThat(mail.header("Content-Type")).startsWith("multipart/alternative");
        assertThat(mail.header("Message-ID")).isEqualTo("<" + request.id() + "@shop.example>");
        assertThat(mail.header("List-Unsubscribe")).isEqualTo("<https://c.shop.example/u/" + request.id() + ">");
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.header("DKIM-Signature"))
                .as("the headers that the signature covers")
                .containsIgnoringCase(":List-Unsubscribe:List-Unsubscribe-Post;");
        assertThat(mail.html()).contains("href=\"https://c.shop.example/u/" + request.id() + "\"");
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly("sent"));
        MessageOutcome sent = Topic.outcomes(request.id()).getFirst();
        assertThat(sent.receipt()).isEqualTo("receipt-of-" + request.id());
        assertThat(sent.journey()).isEqualTo(request.journey());
    }

    @Test
    void aServerThatLosesTheThreadOfTheTalkIsTriedAgain() {
        SendRequest request = Api.request(ConsentServer.profile("lost"), "email", "cart", "marketing");
        SmtpWire.confuse(String.valueOf(request.traits().get("email")));

        Topic.send(request);

        assertThat(mailTo(request)).isNotNull();
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).endsWith("sent"));
    }

    @Test
    void aMailboxThatIsNotThereBouncesAndIsNotTriedAgain() {
        SendRequest request = Api.request(ConsentServer.profile("gone"), "email", "cart", "transactional");
        SmtpWire.refuse(String.valueOf(request.traits().get("email")));

        Topic.send(request);

        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly("bounced:smtp-550"));
    }

    @Test
    void tellsOfTheFirstOpenAndOfEachLinkOnce() {
        SendRequest request = Api.request(ConsentServer.profile("p"), "email", "cart", "marketing");
        Topic.send(request);
        String html = mailTo(request).html();

        String pixel = first(PIXEL, html);
        String click = first(CLICK, html);
        RestAssured.given().head(pixel).then().statusCode(200);
        RestAssured.given()
                .header("User-Agent", "SomeBot/1.0")
                .get(pixel)
                .then()
                .statusCode(200);
        RestAssured.given().get(pixel).then().statusCode(200).contentType("image/gif");
        RestAssured.given().get(pixel).then().statusCode(200);
        RestAssured.given()
                .redirects()
                .follow(false)
                .get(click)
                .then()
                .statusCode(302)
                .header("Location", "https://shop.example/cart?id=1&x=2");
        RestAssured.given().redirects().follow(false).get(click).then().statusCode(302);

        await().untilAsserted(() ->
                assertThat(Topic.story(request.id())).containsExactlyInAnyOrder("sent", "opened", "clicked"));
        assertThat(Topic.outcomes(request.id()))
                .filteredOn(o -> o.status() == MessageStatus.CLICKED)
                .extracting(MessageOutcome::link)
                .containsExactly("https://shop.example/cart?id=1&x=2");
    }

    @Test
    void sendsNothingWithoutAYesAndSaysWhy() {
        SendRequest denied = Api.request(ConsentServer.profile("denied"), "email", "cart", "marketing");
        SendRequest suppressed = Api.request(ConsentServer.profile("suppressed"), "email", "cart", "transactional");

        Topic.send(denied, suppressed);

        await().untilAsserted(() -> {
            assertThat(Topic.story(denied.id())).containsExactly("suppressed:no-consent");
            assertThat(Topic.story(suppressed.id())).containsExactly("suppressed:suppressed-address");
        });
        assertThat(BackEnds.inbox().messagesTo(denied.profileId() + "@shop.example"))
                .isEmpty();
    }

    @Test
    void takesAYesWithoutProofForNoAnswer() {
        SendRequest request = Api.request(ConsentServer.profile("no-receipt"), "email", "cart", "marketing");

        Topic.send(request);

        await().untilAsserted(
                        () -> assertThat(Topic.story(request.id())).containsExactly("deferred:consent-unavailable"));
        assertThat(mails(request)).isEmpty();
    }

    @Test
    void aTransactionalMailHasNoUnsubscribeHeader() {
        SendRequest request = Api.request(ConsentServer.profile("denied"), "email", "cart", "transactional");

        Topic.send(request);

        assertThat(mailTo(request).header("List-Unsubscribe")).isNull();
    }

    @Test
    void aRepeatedRequestIsTheSameMessage() {
        SendRequest request = Api.request(ConsentServer.profile("p"), "email", "cart", "marketing");

        Topic.send(request, request);
        mailTo(request);
        Topic.send(request, request);
        SendRequest after = Api.request(request.profileId(), "email", "cart", "transactional");
        Topic.send(after);

        await().untilAsserted(() -> assertThat(Topic.story(after.id())).containsExactly("sent"));
        assertThat(Topic.story(request.id())).containsExactly("sent");
        assertThat(mails(request)).hasSize(2);
    }

    @Test
    void waitsWhileConsentServiceDoesNotAnswerAndNeverSendsUnchecked() {
        ConsentServer.down(true);
        SendRequest request = Api.request(ConsentServer.profile("p"), "email", "cart", "marketing");

        Topic.send(request);
        await().untilAsserted(
                        () -> assertThat(Topic.story(request.id())).containsExactly("deferred:consent-unavailable"));
        assertThat(mails(request)).isEmpty();

        ConsentServer.down(false);
        mailTo(request);
        await().untilAsserted(() ->
                assertThat(Topic.story(request.id())).containsExactly("deferred:consent-unavailable", "sent"));
    }

    @Test
    void triesAgainWhenTheMailServerIsBack() {
        SmtpWire.down();
        SendRequest request = Api.request(ConsentServer.profile("p"), "email", "cart", "marketing");

        Topic.send(request);
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).contains("deferred:smtp-unreachable"));

        SmtpWire.up();
        mailTo(request);
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).last().isEqualTo("sent"));
        assertThat(mails(request)).hasSize(1);
    }

    @Test
    void doesNotTryAMarketingMailAgainWhenTheAnswerIsUnknown() {
        SmtpWire.cutAfterData(1);
        SendRequest request = Api.request(ConsentServer.profile("p"), "email", "cart", "marketing");

        Topic.send(request);

        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly("failed:answer-unknown"));
        assertThat(mails(request)).hasSize(1);
    }

    @Test
    void triesATransactionalMailAgainUnderTheSameMessageIdWhenTheAnswerIsUnknown() {
        SmtpWire.cutAfterData(1);
        SendRequest request = Api.request(ConsentServer.profile("p"), "email", "cart", "transactional");

        Topic.send(request);

        await().untilAsserted(
                        () -> assertThat(Topic.story(request.id())).containsExactly("deferred:answer-unknown", "sent"));
        assertThat(mails(request))
                .hasSize(2)
                .extracting(m -> m.header("Message-ID"))
                .containsOnly("<" + request.id() + "@shop.example>");
    }

    @Test
    void showsWhatBecameOfAMessageButNotWhatItSays() {
        SendRequest request = Api.request(ConsentServer.profile("p"), "email", "cart", "marketing");
        Topic.send(request);
        await().untilAsserted(() -> Api.as("viewer")
                .get("/v1/messages/" + request.id())
                .then()
                .statusCode(200)
                .body("status", equalTo("sent"))
                .body("attempts", equalTo(1))
                .body("receipt", equalTo("receipt-of-" + request.id()))
                .body("$", not(hasKey("request"))));

        Api.as("viewer")
                .queryParam("profileId", request.profileId())
                .queryParam("status", "sent")
                .get("/v1/messages")
                .then()
                .statusCode(200)
                .body("messages.id", contains(request.id()));
    }

    @Test
    void findsTheProfileOfAMessageThatTheApiAsksForByAnIdentifier() {
        String id = Api.as("service")
                .body(Map.of(
                        "profileId", "userId:42", "channel", "email", "template", "cart", "purpose", "transactional"))
                .post("/v1/messages")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        await().untilAsserted(
                        () -> assertThat(Topic.outcomes(id)).singleElement().satisfies(sent -> {
                            assertThat(sent.profileId()).isEqualTo(ConsentServer.ADA_ID);
                            assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
                        }));
        assertThat(BackEnds.inbox().messagesTo("ada@shop.example")).isNotEmpty();
    }

    private static List<ReceivedMail> mails(SendRequest request) {
        return BackEnds.inbox().messagesTo(request.profileId() + "@shop.example");
    }

    private static ReceivedMail mailTo(SendRequest request) {
        await().atMost(15, TimeUnit.SECONDS).until(() -> !mails(request).isEmpty());
        return mails(request).getFirst();
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
