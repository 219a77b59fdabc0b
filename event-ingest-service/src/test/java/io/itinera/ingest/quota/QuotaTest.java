package io.itinera.ingest.quota;

import static io.itinera.ingest.IngestFixture.source;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.itinera.ingest.IngestFixture.Source;
import io.itinera.ingest.RealBackEnds;
import io.itinera.local.testing.BackEnds;
import io.itinera.local.testing.Tokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RealBackEnds
class QuotaTest {

    private static final String EVENT = "{\"userId\":\"u\",\"event\":\"E\"}";

    @Inject
    Redis redis;

    @AfterEach
    void redisIsThere() {
        BackEnds.redis().start();
    }

    @Test
    void refusesWhatIsBeyondTheQuotaOfADayAndSaysUntilWhen() {
        Source source = source();
        bound(source.keyId(), Map.of("eventsPerDay", 2)).then().statusCode(200).body("eventsPerDay", equalTo(2));

        source.sending(EVENT).post("/v1/track").then().statusCode(200);
        source.sending(EVENT).post("/v1/track").then().statusCode(200);

        Response refused = source.sending(EVENT).post("/v1/track");
        refused.then().statusCode(429).contentType("application/problem+json").body("type", endsWith("quota-exceeded"));
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 86_401);
        assertThat(refused.header("X-RateLimit-Reset")).matches("\\d{10}");
        assertThat(source.events(2)).hasSize(2);
        source().sending(EVENT).post("/v1/track").then().statusCode(200);
    }

    @Test
    void takesMoreAgainWhenTheQuotaIsRaised() {
        Source source = source();
        bound(source.keyId(), Map.of("eventsPerDay", 1));
        source.sending(EVENT).post("/v1/track").then().statusCode(200);
        source.sending(EVENT).post("/v1/track").then().statusCode(429);

        bound(source.keyId(), Map.of());

        source.sending(EVENT).post("/v1/track").then().statusCode(200);
    }

    @Test
    void countsWhatOtherReplicasTook() {
        Source source = source();
        bound(source.keyId(), Map.of("eventsPerDay", 1000));
        source.sending(EVENT).post("/v1/track").then().statusCode(200);

        String counter = "itinera:ingest:events:" + LocalDate.now(ZoneOffset.UTC) + ":" + source.keyId();
        await().atMost(Duration.ofSeconds(120))
                .until(() -> redis(Command.GET, counter).equals("1"));
        redis(Command.INCRBY, counter, "999");

        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(
                        () -> source.sending(EVENT).post("/v1/track").then().statusCode(429));
    }

    @Test
    void takesEventsWhileRedisIsAway() {
        Source source = source();
        bound(source.keyId(), Map.of("eventsPerDay", 2));

        BackEnds.redis().stop();

        source.sending(EVENT).post("/v1/track").then().statusCode(200);
        source.sending(EVENT).post("/v1/track").then().statusCode(200);
        source.sending(EVENT).post("/v1/track").then().statusCode(429);
    }

    @Test
    void refusesAQuotaThatIsNone() {
        Source source = source();

        bound(source.keyId(), Map.of("eventsPerSecond", 0))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/eventsPerSecond"));
        bound(UUID.randomUUID().toString(), Map.of("eventsPerSecond", 1)).then().statusCode(404);
    }

    private String redis(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return String.valueOf(
                redis.send(request).toCompletionStage().toCompletableFuture().join());
    }

    private static Response bound(String keyId, Map<String, ?> quota) {
        return given().auth()
                .oauth2(Tokens.of("operator"))
                .contentType(ContentType.JSON)
                .body(quota)
                .put("/v1/write-keys/" + keyId + "/quota");
    }
}
