package io.itinera.journey.privacy;

import static io.itinera.journey.Api.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;

import io.itinera.contracts.Activity;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.PrivacyReceipt;
import io.itinera.contracts.PrivacyRequest;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.Topics;
import io.itinera.journey.Api;
import io.itinera.journey.Fixture;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.KafkaProbe;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** An erasure on the whole service: state, rows, receipts. */
@JourneyServiceTest
class PrivacyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final JsonSerde<PrivacyRequest> REQUEST = JsonSerde.of(PrivacyRequest.class);
    private static final JsonSerde<PrivacyReceipt> RECEIPT = JsonSerde.of(PrivacyReceipt.class);

    /** Where something of a profile can be. */
    private static final List<String> TABLES =
            List.of("transition", "instance", "message_request", "message_outcome", "task", "entry_request");

    @Inject
    DataSource database;

    @Test
    void whoWantsNothingKeptIsForgottenInStateAndRowsAndAReceiptSaysSo() throws SQLException {
        String profile = Fixture.profile("erased-1");
        String merged = Fixture.profile("erased-1-merged");
        String other = Fixture.profile("erased-not");
        publish();
        try (KafkaProbe privacy = new KafkaProbe(Topics.PRIVACY)) {
            for (String who : List.of(profile, other)) {
                Instant at = Instant.now();
                privacy.put(Topics.ACTIVITY, who, ACTIVITY.write(Fixture.did(who, "Begun erasing", at)), at);
            }
            privacy.put(
                    Topics.ACTIVITY,
                    merged,
                    ACTIVITY.write(Fixture.mergedAway(merged, profile, Instant.now())),
                    Instant.now());
            await().atMost(PATIENCE).until(() -> rows("task", profile) == 1 && rows("task", other) == 1);
            await().atMost(PATIENCE).until(() -> rows("message_request", profile) == 1);
            outcome(privacy, profile);
            await().atMost(PATIENCE).until(() -> rows("message_outcome", profile) == 1);

            privacy.put(
                    Topics.PRIVACY,
                    "userId:erased-1",
                    REQUEST.write(new PrivacyRequest(
                            "erasure-1",
                            PrivacyRequest.Kind.ERASURE,
                            "userId:erased-1",
                            List.of(profile, merged),
                            Instant.now())),
                    Instant.now());

            await().atMost(PATIENCE).until(() -> receipts(privacy).stream().anyMatch(r -> r.part() == null));
            assertThat(receipts(privacy))
                    .extracting(PrivacyReceipt::part)
                    .containsExactlyInAnyOrder("state:" + profile, "state:" + merged, null);
            PrivacyReceipt done = receipts(privacy).getLast();
            assertThat(done.service()).isEqualTo("journey-engine-service");
            assertThat(done.counts()).containsEntry("instances", 1L);
            assertThat(done.counts().get("rows")).isGreaterThan(4);
        }
        for (String table : TABLES) {
            assertThat(rows(table, profile)).as(table).isZero();
        }
        assertThat(rows("transition", other)).isPositive();
        as("viewer").get("/v1/profiles/{id}/instances", profile).then().body("items", empty());
        as("viewer").get("/v1/profiles/{id}/instances", other).then().body("items", hasSize(1));
        as("viewer")
                .get("/v1/journeys/erasing/explain?profile=" + profile)
                .then()
                .statusCode(200)
                .body("instances", empty());
    }

    @Test
    void whoIsKnownByALinkOnlyIsForgottenUnderAllNames() throws SQLException {
        String profile = Fixture.profile("erased-2");
        String device = ProfileIds.derive("anonymousId:erased-2-device");
        publish();
        try (KafkaProbe privacy = new KafkaProbe(Topics.PRIVACY)) {
            privacy.put(
                    Topics.IDENTITIES,
                    "anonymousId:erased-2-device",
                    JsonSerde.of(IdentityLink.class)
                            .write(new IdentityLink("anonymousId:erased-2-device", profile, Instant.now())),
                    Instant.now());
            await().atMost(PATIENCE).until(() -> count("select count(*) from profile_link where id = ?", device) == 1);
            privacy.put(
                    Topics.PRIVACY,
                    "userId:erased-2",
                    REQUEST.write(new PrivacyRequest(
                            "erasure-2",
                            PrivacyRequest.Kind.ERASURE,
                            "userId:erased-2",
                            List.of(profile),
                            Instant.now())),
                    Instant.now());

            await().atMost(PATIENCE).until(() -> privacy.of("userId:erased-2").size() == 4);
        }
        assertThat(count("select count(*) from profile_link where id = ?", device))
                .isZero();
        assertThat(count("select count(*) from erasure where subject <> '' and request = ?", "erasure-2"))
                .isZero();
    }

    @Test
    void aRecordThatCannotBeUsedIsKeptAsADeadLetterAndARequestForSomethingElseIsLeftToOthers() throws Exception {
        try (KafkaProbe dead = new KafkaProbe(Topics.dead(Topics.PRIVACY))) {
            dead.put(Topics.PRIVACY, "nobody", "{\"id\": 1".getBytes(StandardCharsets.UTF_8), Instant.now());
            dead.put(
                    Topics.PRIVACY,
                    "userId:access",
                    REQUEST.write(new PrivacyRequest(
                            "access-1",
                            PrivacyRequest.Kind.ACCESS,
                            "userId:access",
                            List.of(Fixture.profile("access")),
                            Instant.now())),
                    Instant.now());

            await().atMost(PATIENCE).until(() -> !dead.of("nobody").isEmpty());
        }
        assertThat(count("select count(*) from erasure where request = ?", "access-1"))
                .isZero();
    }

    private static List<PrivacyReceipt> receipts(KafkaProbe privacy) {
        return privacy.of("userId:erased-1", RECEIPT).stream()
                .filter(receipt -> receipt.fulfils() != null)
                .toList();
    }

    private void outcome(KafkaProbe kafka, String profile) {
        MessageOutcome outcome = new MessageOutcome(
                "erased-message",
                profile,
                "email",
                "t",
                "marketing",
                null,
                MessageStatus.SENT,
                Instant.now(),
                null,
                null,
                null,
                null,
                false);
        kafka.put(Topics.MESSAGES, profile, JsonSerde.of(MessageOutcome.class).write(outcome), Instant.now());
    }

    private long rows(String table, String profile) throws SQLException {
        return count("select count(*) from " + table + " where profile_id = ?", profile);
    }

    private long count(String sql, String argument) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, argument);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void publish() {
        if (as("viewer").get("/v1/journeys/erasing").statusCode() == 200) {
            return;
        }
        Api.publish("""
                        {"key": "erasing", "entry": {"on": {"event": "Begun erasing"}}, "start": "mail", "steps": {
                           "mail": {"type": "send", "channel": "email", "template": "t", "purpose": "marketing", "next": "call"},
                           "call": {"type": "task", "title": "Call", "traits": ["email"], "outcomes": [{"key": "done", "next": "end"}]},
                           "end": {"type": "exit"}}}""");
    }
}
