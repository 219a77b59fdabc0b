package io.itinera.channel.policy;

import static io.itinera.channel.stage.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.itinera.channel.stage.Api;
import io.itinera.channel.stage.ConsentServer;
import io.itinera.channel.stage.SmtpWire;
import io.itinera.channel.stage.Stage;
import io.itinera.channel.stage.Topic;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Caps and quiet hours on the way of real messages; each test has a purpose of its own, so that none holds another's. */
@QuarkusTest
@WithTestResource(Stage.class)
class PolicyDeliveryTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Inject
    DataSource database;

    private final String purpose = Api.fresh("purpose");
    private final String key = Api.fresh("policy");

    @BeforeEach
    void templates() {
        Api.mail("capped", "Offer", "<p>Offer</p>");
        Api.hook("capped-hook", "hook");
    }

    @AfterEach
    void nothingIsLeft() {
        Api.noPolicies();
        assertThat(ConsentServer.violations()).isEmpty();
    }

    private SendRequest asked(String profile, SendRequest.Fallback... fallback) {
        return Api.request(profile, "email", "capped", purpose, fallback);
    }

    private static void comesTo(SendRequest request, String... story) {
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly(story));
    }

    @Test
    void putsOffOneMessageTooManyAndDeliversItWhenTheCapIsFree() {
        Api.cap(key, Map.of("channel", "email", "purpose", purpose, "count", 1, "within", "PT4S"));
        String profile = ConsentServer.profile("p");
        SendRequest first = asked(profile);
        SendRequest second = asked(profile);
        Topic.send(first);
        comesTo(first, "sent");

        Topic.send(second);

        comesTo(second, "deferred:cap:" + key, "sent");
        MessageOutcome deferred = Topic.outcomes(second.id()).getFirst();
        Instant sent = Topic.outcomes(second.id()).getLast().at();
        Instant before = Topic.outcomes(first.id()).getLast().at();
        assertThat(deferred.held().limit()).isEqualTo(1);
        assertThat(deferred.held().counted()).isEqualTo(1);
        assertThat(deferred.held().window()).isEqualTo("PT4S");
        assertThat(Duration.between(before, sent)).isGreaterThanOrEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void showsWhatIsHeldBackByWhatAndUntilWhen() {
        Api.cap(key, Map.of("purpose", purpose, "count", 1, "within", "P1D"));
        String profile = ConsentServer.profile("p");
        SendRequest first = asked(profile);
        SendRequest second = asked(profile);
        Topic.send(first);
        comesTo(first, "sent");

        Topic.send(second);

        comesTo(second, "deferred:cap:" + key);
        Api.as("viewer")
                .get("/v1/messages/" + second.id())
                .then()
                .body("status", equalTo("queued"))
                .body("reason", equalTo("cap:" + key))
                .body("held.by", equalTo("cap"))
                .body("held.policy", equalTo(key))
                .body("held.counted", equalTo(1))
                .body("held.until", notNullValue());
        Api.as("viewer").get("/v1/policies/caps/" + key).then().body("waiting", equalTo(1));
        RestAssured.get("/q/metrics")
                .then()
                .body(containsString(
                        "itinera_policy_verdicts_total{policy=\"cap:" + key + "\",verdict=\"deferred\"} 1.0"));
        Api.as("operator")
                .header("If-Match", "*")
                .delete("/v1/policies/caps/" + key)
                .then()
                .statusCode(204);
        comesTo(second, "deferred:cap:" + key, "sent");
        Api.as("viewer").get("/v1/messages/" + second.id()).then().body("held", nullValue());
    }

    @Test
    void dropsWhatIsTooManyAndTriesTheNextChannel() {
        Api.cap(key, Map.of("channel", "email", "purpose", purpose, "count", 1, "within", "P1D", "policy", "drop"));
        String profile = ConsentServer.profile("p");
        SendRequest first = asked(profile);
        SendRequest second = asked(profile, new SendRequest.Fallback("webhook", "capped-hook"));
        Topic.send(first);
        comesTo(first, "sent");

        Topic.send(second);

        comesTo(second, "suppressed:cap:" + key);
        await().untilAsserted(() -> assertThat(Topic.story(SendRequest.nextId(second.id(), "webhook")))
                .containsExactly("sent"));
        Api.as("viewer")
                .get("/v1/messages/" + second.id())
                .then()
                .body("status", equalTo("suppressed"))
                .body("held.policy", equalTo(key));
    }

    @Test
    void countsARepeatOfAMessageOnce() {
        Api.cap(key, Map.of("purpose", purpose, "count", 2, "within", "P1D"));
        String profile = ConsentServer.profile("p");
        SendRequest first = asked(profile);
        SendRequest second = asked(profile);
        SendRequest third = asked(profile);

        Topic.send(first, first);
        comesTo(first, "sent");
        Topic.send(first, second);
        comesTo(second, "sent");
        Topic.send(second, third);

        comesTo(third, "deferred:cap:" + key);
        comesTo(first, "sent");
    }

    @Test
    void aNewCapCountsWhatWentOutBeforeIt() {
        String profile = ConsentServer.profile("p");
        SendRequest first = asked(profile);
        SendRequest second = asked(profile);
        Topic.send(first);
        comesTo(first, "sent");
        Api.cap(key, Map.of("purpose", purpose, "count", 1, "within", "P1D"));

        Topic.send(second);

        comesTo(second, "deferred:cap:" + key);
    }

    @Test
    void aMessageThatBouncedGivesItsPlaceToTheOneThatWaits() {
        Api.cap(key, Map.of("purpose", purpose, "count", 1, "within", "P1D"));
        String profile = ConsentServer.profile("gone");
        SendRequest bounced = asked(profile);
        SmtpWire.refuse(String.valueOf(bounced.traits().get("email")));
        Topic.send(bounced);
        comesTo(bounced, "bounced:smtp-550");
        SendRequest hook = Api.request(profile, "webhook", "capped-hook", purpose);

        Topic.send(hook);

        comesTo(hook, "sent");
    }

    @Test
    void countsWhatTheCustomerGotUnderAProfileThatWasMerged() throws SQLException {
        Api.cap(key, Map.of("purpose", purpose, "count", 1, "within", "P1D"));
        String former = ConsentServer.profile("p");
        String present = ConsentServer.profile("p");
        SendRequest first = asked(former);
        SendRequest second = asked(present);
        Topic.send(first);
        comesTo(first, "sent");
        IdentityLink merge = new IdentityLink("profile:" + former, present, Instant.now());
        Topic.write(
                Topics.IDENTITIES,
                merge.subject(),
                new String(JsonSerde.of(IdentityLink.class).write(merge), StandardCharsets.UTF_8));
        await().until(() -> leadsTo(former).equals(present));

        Topic.send(second);

        comesTo(second, "deferred:cap:" + key);
    }

    @Test
    void holdsAlsoWhileRedisIsAway() {
        Api.cap(key, Map.of("purpose", purpose, "count", 1, "within", "P1D"));
        String profile = ConsentServer.profile("p");
        SendRequest first = asked(profile);
        SendRequest second = asked(profile);
        Topic.send(first);
        comesTo(first, "sent");
        BackEnds.redis().stop();
        try {
            Topic.send(second);
            comesTo(second, "deferred:cap:" + key);
        } finally {
            BackEnds.redis().start();
        }
        SendRequest third = asked(profile);
        Topic.send(third);
        comesTo(third, "deferred:cap:" + key);
    }

    @Test
    void waitsForTheEndOfQuietHoursUnlessTheMessageIgnoresThemOrIsTransactional() {
        LocalTime now = LocalTime.now(BERLIN).truncatedTo(ChronoUnit.SECONDS);
        Api.quietHours(
                key,
                Map.of(
                        "channel",
                        "email",
                        "from",
                        now.minusHours(1).toString(),
                        "to",
                        now.plusSeconds(6).toString()));
        SendRequest waits = asked(ConsentServer.profile("p"));
        SendRequest receipt = Api.request(ConsentServer.profile("p"), "email", "capped", "transactional");
        SendRequest urgent = ignoring(asked(ConsentServer.profile("p")));

        Topic.send(waits, receipt, urgent);

        comesTo(receipt, "sent");
        comesTo(urgent, "sent");
        comesTo(waits, "deferred:quiet-hours:" + key, "sent");
        MessageOutcome deferred = Topic.outcomes(waits.id()).getFirst();
        assertThat(deferred.held().zone()).isEqualTo("Europe/Berlin");
        assertThat(Topic.outcomes(waits.id()).getLast().at())
                .isAfterOrEqualTo(deferred.held().until());
        assertThat(BackEnds.inbox().messagesTo(String.valueOf(waits.traits().get("email"))))
                .hasSize(1);
    }

    private static SendRequest ignoring(SendRequest plain) {
        return new SendRequest(
                plain.id(),
                plain.profileId(),
                plain.channel(),
                plain.template(),
                plain.purpose(),
                plain.journey(),
                plain.requestedAt(),
                plain.traits(),
                plain.event(),
                plain.context(),
                plain.fallback(),
                plain.keep(),
                new SendRequest.Timing("Europe/Berlin", true),
                plain.test(),
                plain.offer());
    }

    private String leadsTo(String profile) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select leads_to from profile_link where id = ?")) {
            select.setString(1, profile);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }
}
