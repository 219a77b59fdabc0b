package io.itinera.channel.dispatch;

import static io.itinera.channel.stage.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.itinera.channel.stage.Api;
import io.itinera.channel.stage.ConsentServer;
import io.itinera.channel.stage.Stage;
import io.itinera.channel.stage.Topic;
import io.itinera.channel.stage.WebhookSink;
import io.itinera.contracts.SendRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stage.class)
class CrashTest {

    @Inject
    DataSource database;

    @Inject
    MessageStore store;

    @BeforeEach
    void templates() {
        Api.hook("hook", "hook");
    }

    @Test
    void aMarketingMessageThatAKilledProcessHadHandedOverFailsAndIsNotSentAgain() throws SQLException {
        SendRequest request = Api.request(ConsentServer.profile("p"), "webhook", "hook", "marketing");

        leftBehind(request, "sending");

        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly("failed:answer-unknown"));
        assertThat(calls(request)).isZero();
    }

    @Test
    void aTransactionalMessageThatAKilledProcessHadHandedOverIsSentAgainUnderTheSameId() throws SQLException {
        SendRequest request = Api.request(ConsentServer.profile("p"), "webhook", "hook", "transactional");

        leftBehind(request, "sending");

        await().untilAsserted(
                        () -> assertThat(Topic.story(request.id())).containsExactly("deferred:answer-unknown", "sent"));
        assertThat(calls(request)).isEqualTo(1);
    }

    @Test
    void aMessageThatAKilledProcessHadTakenButNotHandedOverIsSentOnce() throws SQLException {
        SendRequest request = Api.request(ConsentServer.profile("p"), "webhook", "hook", "marketing");

        leftBehind(request, "queued");

        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly("sent"));
        assertThat(calls(request)).isEqualTo(1);
    }

    @Test
    void whoLostAMessageToAnotherHolderChangesNothing() {
        SendRequest request = Api.request(ConsentServer.profile("p"), "nowhere", "hook", "marketing");
        Instant now = Instant.parse("2090-01-01T00:00:00Z");
        store.add(List.of(store.toNew(request, null)), now);
        Message first = store.claim("nowhere", 10, now, now.plusSeconds(30)).getFirst();
        Message second = store.claim("nowhere", 10, now.plusSeconds(31), now.plusSeconds(60))
                .getFirst();

        assertThat(store.apply(List.of(Change.sending(first, "r", now, now)))).isEmpty();
        assertThat(store.claim("nowhere", 10, now.plusSeconds(31), now.plusSeconds(60)))
                .isEmpty();
        assertThat(store.apply(List.of(Change.failed(second, MessageState.QUEUED, "test", now))))
                .containsExactly(request.id());
    }

    @Test
    void aMessageAskedForByApiIsSentOnceForOneIdempotencyKey() {
        Map<String, Object> body =
                Map.of("profileId", "userId:42", "channel", "webhook", "template", "hook", "purpose", "transactional");
        String key = Api.fresh("key");

        String id = Api.as("service")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/messages")
                .then()
                .statusCode(202)
                .header("Location", startsWith("http"))
                .extract()
                .path("id");
        Api.as("service")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/messages")
                .then()
                .body("id", equalTo(id));

        await().untilAsserted(() -> assertThat(Topic.story(id)).containsExactly("sent"));
        assertThat(WebhookSink.at("/hook"))
                .filteredOn(d -> d.get("id").equals(id))
                .singleElement()
                .satisfies(d -> assertThat(d.get("body")).contains("\"first_name\":\"Ada\""));
        Api.as("service")
                .body(Map.of("profileId", "p", "channel", "pigeon", "template", "t", "purpose", "x"))
                .post("/v1/messages")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/channel"));
    }

    /** A row as a process that was killed leaves it: held by nobody, its lease over. */
    private void leftBehind(SendRequest request, String status) throws SQLException {
        String insert = """
                insert into message (id, profile_id, channel, template, purpose, request, status, attempts, claim, due_at,
                                     created_at, changed_at)
                values (?, ?, 'webhook', 'hook', ?, ?::json, ?, ?, 1, now() - interval '1 second', now(), now())""";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, request.id());
            statement.setString(2, request.profileId());
            statement.setString(3, request.purpose());
            statement.setString(4, store.toNew(request, null).json());
            statement.setString(5, status);
            statement.setInt(6, "sending".equals(status) ? 1 : 0);
            statement.executeUpdate();
        }
    }

    private static long calls(SendRequest request) {
        return WebhookSink.at("/hook").stream()
                .filter(d -> d.get("id").equals(request.id()))
                .count();
    }
}
