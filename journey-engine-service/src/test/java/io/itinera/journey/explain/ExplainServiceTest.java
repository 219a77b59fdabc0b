package io.itinera.journey.explain;

import static io.itinera.journey.Api.as;
import static io.itinera.journey.Api.publish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.itinera.contracts.Activity;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@JourneyServiceTest
class ExplainServiceTest {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final JsonSerde<MessageOutcome> OUTCOME = JsonSerde.of(MessageOutcome.class);
    private static final JsonSerde<IdentityLink> LINK = JsonSerde.of(IdentityLink.class);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void explainsAWayThroughAJourneyAndItsMessageAlsoByIdentifier() {
        String key = "is-explained";
        String profile = Fixture.profile("explained-1");
        publish(Fixture.cart(key, "PT0.2S")
                .replace(
                        "\"next\": \"end\"}",
                        "\"fallback\": [{\"channel\": \"push\", \"template\": \"p\"}], \"next\": \"end\"}"));
        try (KafkaProbe sends = new KafkaProbe(Topics.SENDS)) {
            Instant at = Instant.now();
            sends.put(Topics.ACTIVITY, profile, ACTIVITY.write(Fixture.did(profile, Fixture.trigger(key), at)), at);
            await().atMost(PATIENCE).until(() -> !sends.of(profile).isEmpty());
            SendRequest request =
                    sends.of(profile, JsonSerde.of(SendRequest.class)).getFirst();
            String fallback = ProfileIds.derive(request.id() + "|push");
            Instant later = request.requestedAt().plusMillis(5);
            tell(sends, suppressed(request, request.id(), "email", later));
            tell(sends, sent(request, fallback, "push", later.plusMillis(5)));

            await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                    .queryParam("profile", "userId:explained-1")
                    .get("/v1/journeys/{key}/explain", key)
                    .then()
                    .statusCode(200)
                    .body("profile.id", equalTo(profile))
                    .body("whyNot", nullValue())
                    .body("instances", hasSize(1))
                    .body("instances[0].status", equalTo("exited"))
                    .body("instances[0].decisions.kind", contains("entered", "waiting", "moved", "moved", "exited"))
                    .body(
                            "instances[0].decisions[0].sentence",
                            equalTo("Entered version 1, and begins at pause: “%s” happened."
                                    .formatted(Fixture.trigger(key))))
                    .body("instances[0].decisions[1].detail.zone", equalTo("Z"))
                    .body("instances[0].messages[0].attempts.channel", contains("email", "push"))
                    .body("sentences", hasItem(containsString("the customer has not agreed to it"))));
            as("viewer")
                    .get("/v1/messages/{id}/explain", fallback)
                    .then()
                    .statusCode(200)
                    .body("id", equalTo(fallback))
                    .body("step", equalTo("mail"))
                    .body("decisions.reason", contains("due", "requested"))
                    .body("attempts[0].verdicts[0].about", equalTo("consent"))
                    .body("attempts[0].verdicts[0].allowed", equalTo(false))
                    .body("attempts[1].fallback", equalTo(true))
                    .body("attempts[1].verdicts[0].receipt", equalTo("receipt-7"))
                    .body("sentences", hasSize(4))
                    .body(
                            "sentences[2]",
                            containsString("It was not sent by email: the customer has not agreed to it."))
                    .body("sentences[3]", containsString("It was sent by push, relying on consent receipt receipt-7."));
            notEnteredBefore(key, profile, at.minusMillis(1));
        }
    }

    @Test
    void saysWhichPolicyHeldAMessageBackAndWhatItCounted() {
        String profile = Fixture.profile("held-1");
        String message = ProfileIds.derive("held-message");
        Instant at = Instant.parse("2026-11-20T21:30:00Z");
        try (KafkaProbe probe = new KafkaProbe(Topics.MESSAGES)) {
            tell(probe, deferred(profile, message, at, cap(Instant.parse("2026-11-21T21:00:00Z"))));
            tell(probe, deferred(profile, message, at.plusSeconds(1), night(Instant.parse("2026-11-22T07:00:00Z"))));

            await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                    .get("/v1/messages/{id}/explain", message)
                    .then()
                    .statusCode(200)
                    .body("attempts[0].outcomes.reason", contains("cap:weekly", "quiet-hours:night")));
            as("viewer")
                    .get("/v1/messages/{id}/explain", message)
                    .then()
                    .body("attempts[0].verdicts.about", contains("cap", "quiet-hours"))
                    .body("attempts[0].verdicts[0].held.policy", equalTo("weekly"))
                    .body("attempts[0].verdicts[0].held.counted", equalTo(3))
                    .body("attempts[0].verdicts[0].held.until", equalTo("2026-11-21T21:00:00Z"))
                    .body(
                            "sentences[0]",
                            containsString(
                                    "It was put off by email: the cap “weekly” allows 3 messages in 7 days, and the"
                                            + " customer had had 3; it is looked at again at"))
                    .body(
                            "sentences[1]",
                            containsString("it was within the quiet hours “night”, 22:00 to 08:00 in Europe/Berlin"));
        }
    }

    @Test
    void saysThatAMessageOfATestWasNotSent() {
        String profile = Fixture.profile("sandboxed-1");
        String message = ProfileIds.derive("sandboxed-message");
        try (KafkaProbe probe = new KafkaProbe(Topics.MESSAGES)) {
            tell(
                    probe,
                    new MessageOutcome(
                            message,
                            profile,
                            "email",
                            "t",
                            "marketing",
                            null,
                            MessageStatus.SENT,
                            Instant.parse("2026-11-20T21:30:00Z"),
                            MessageOutcome.SANDBOX,
                            null,
                            "receipt-8",
                            null,
                            true));

            await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                    .get("/v1/messages/{id}/explain", message)
                    .then()
                    .statusCode(200)
                    .body(
                            "sentences[0]",
                            containsString(
                                    "It was a test: it was put into the sandbox and not sent by email, relying on"
                                            + " consent receipt receipt-8.")));
        }
    }

    private static MessageOutcome.Held cap(Instant until) {
        return new MessageOutcome.Held(MessageOutcome.Held.CAP, "weekly", 3, 3, "P7D", "Europe/Berlin", until);
    }

    private static MessageOutcome.Held night(Instant until) {
        return new MessageOutcome.Held(
                MessageOutcome.Held.QUIET_HOURS, "night", null, null, "22:00 to 08:00", "Europe/Berlin", until);
    }

    private static MessageOutcome deferred(String profile, String id, Instant at, MessageOutcome.Held held) {
        return new MessageOutcome(
                id,
                profile,
                "email",
                "t",
                "marketing",
                null,
                MessageStatus.DEFERRED,
                at,
                held.reason(),
                null,
                null,
                held,
                false);
    }

    private static void notEnteredBefore(String key, String profile, Instant at) {
        as("viewer")
                .queryParam("profile", profile)
                .queryParam("at", at.toString())
                .get("/v1/journeys/{key}/explain", key)
                .then()
                .statusCode(200)
                .body("instances", hasSize(0))
                .body("whyNot.reason", equalTo("never-happened"));
        as("viewer")
                .queryParam("profile", profile)
                .queryParam("again", true)
                .get("/v1/journeys/{key}/explain", key)
                .then()
                .statusCode(200)
                .body("instances", hasSize(1))
                .body("whyNot.reason", equalTo("never-happened"));
    }

    @Test
    void explainsWhatHappenedUnderAProfileThatWasMerged() {
        String key = "is-explained-after-a-merge";
        String before = ProfileIds.derive("anonymousId:explained-device");
        String now = Fixture.profile("explained-2");
        publish(Fixture.cart(key, "PT1H"));
        try (KafkaProbe probe = new KafkaProbe(Topics.TRANSITIONS)) {
            Instant at = Instant.now();
            probe.put(Topics.ACTIVITY, before, ACTIVITY.write(Fixture.did(before, Fixture.trigger(key), at)), at);
            probe.put(
                    Topics.ACTIVITY,
                    before,
                    ACTIVITY.write(Fixture.mergedAway(before, now, at.plusMillis(10))),
                    at.plusMillis(10));
            String subject = "anonymousId:explained-device";
            probe.put(Topics.IDENTITIES, subject, LINK.write(new IdentityLink(subject, now, at)), at);

            await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                    .queryParam("profile", subject)
                    .get("/v1/journeys/{key}/explain", key)
                    .then()
                    .statusCode(200)
                    .body("profile.id", equalTo(now))
                    .body("profile.was", contains(before))
                    .body("instances", hasSize(1))
                    .body("instances[0].status", equalTo("waiting"))
                    .body("instances[0].decisions.reason", contains("event", "for", "merged")));
        }
    }

    @Test
    void saysWhyAProfileNeverEntered() {
        String key = "is-never-entered";
        String profile = Fixture.profile("explained-3");
        publish(Fixture.cart(key, "PT1H")
                .replace(
                        "\"event\": \"" + Fixture.trigger(key) + "\"",
                        "\"event\": \"%s\", \"where\": {\"property\": \"total\", \"gte\": 1000}"
                                .formatted(Fixture.trigger(key))));
        try (KafkaProbe probe = new KafkaProbe(Topics.TRANSITIONS)) {
            Instant at = Instant.now();
            probe.put(Topics.ACTIVITY, profile, ACTIVITY.write(Fixture.did(profile, Fixture.trigger(key), at)), at);

            as("viewer")
                    .queryParam("profile", profile)
                    .get("/v1/journeys/{key}/explain", key)
                    .then()
                    .statusCode(200)
                    .body("whyNot.reason", equalTo("condition"))
                    .body("whyNot.complete", equalTo(true))
                    .body("whyNot.closest[0].where.actual", equalTo(42))
                    .body("whyNot.sentence", containsString("but property total (42) is not at least 1000."));
        }
    }

    @Test
    void saysWhyAnEntryWasRefused() {
        String key = "is-refused";
        String profile = Fixture.profile("explained-4");
        publish(Fixture.cart(key, "PT1H")
                .replace("\"entry\": {", "\"entry\": {\"audience\": {\"trait\": \"tier\", \"eq\": \"gold\"}, "));
        try (KafkaProbe probe = new KafkaProbe(Topics.TRANSITIONS)) {
            Instant at = Instant.now();
            probe.put(Topics.ACTIVITY, profile, ACTIVITY.write(Fixture.did(profile, Fixture.trigger(key), at)), at);

            await().atMost(PATIENCE).untilAsserted(() -> as("viewer")
                    .queryParam("profile", profile)
                    .get("/v1/journeys/{key}/explain", key)
                    .then()
                    .statusCode(200)
                    .body("refusals", hasSize(1))
                    .body("whyNot.reason", equalTo("refused"))
                    .body(
                            "whyNot.sentence",
                            equalTo("Did not enter version 1: the profile does not belong to the audience: trait tier"
                                    + " (missing) is not “gold”.")));
        }
    }

    @Test
    void describesAJourneyAsDataTextAndMarkdown() {
        String key = "is-described";
        publish(Fixture.cart(key, "PT1H"));

        as("viewer")
                .get("/v1/journeys/{key}/description", key)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("title", equalTo("Cart (is-described)"))
                .body("chapters[1].items[0].name", equalTo("pause"));
        String text = as("viewer")
                .accept("text/plain")
                .queryParam("version", 1)
                .get("/v1/journeys/{key}/description", key)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/plain"))
                .extract()
                .asString();
        assertThat(text).contains("pause: The journey starts here. Wait for 1 hour. Go on to mail.");
        String markdown = as("viewer")
                .accept("text/markdown")
                .get("/v1/journeys/{key}/description", key)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/markdown"))
                .extract()
                .asString();
        assertThat(markdown).startsWith("# Cart (is-described)").contains("1. **pause**");
        as("viewer")
                .queryParam("version", 2)
                .get("/v1/journeys/{key}/description", key)
                .then()
                .statusCode(404);
    }

    @Test
    void refusesWhatCannotBeMeant() {
        as("viewer").get("/v1/journeys/nowhere/explain?profile=userId:1").then().statusCode(404);
        as("viewer").get("/v1/messages/unknown/explain").then().statusCode(404);
        publish(Fixture.cart("is-asked-wrongly", "PT1H"));
        as("viewer")
                .get("/v1/journeys/is-asked-wrongly/explain")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("?profile"));
        as("viewer")
                .get("/v1/journeys/is-asked-wrongly/explain?profile=42")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("?profile"));
        as("viewer")
                .get("/v1/journeys/is-asked-wrongly/explain?profile=userId:1&at=now")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("?at"));
        given().get("/v1/journeys/is-asked-wrongly/explain?profile=userId:1")
                .then()
                .statusCode(401);
    }

    private static void tell(KafkaProbe probe, MessageOutcome outcome) {
        probe.put(Topics.MESSAGES, outcome.profileId(), OUTCOME.write(outcome), outcome.at());
    }

    private static MessageOutcome suppressed(SendRequest request, String id, String channel, Instant at) {
        return new MessageOutcome(
                id,
                request.profileId(),
                channel,
                request.template(),
                request.purpose(),
                request.journey(),
                MessageStatus.SUPPRESSED,
                at,
                "no-consent",
                null,
                null,
                null,
                false);
    }

    private static MessageOutcome sent(SendRequest request, String id, String channel, Instant at) {
        return new MessageOutcome(
                id,
                request.profileId(),
                channel,
                request.template(),
                request.purpose(),
                request.journey(),
                MessageStatus.SENT,
                at,
                null,
                null,
                "receipt-7",
                null,
                false);
    }
}
