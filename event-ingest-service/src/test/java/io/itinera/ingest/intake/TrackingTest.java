package io.itinera.ingest.intake;

import static io.itinera.ingest.IngestFixture.reason;
import static io.itinera.ingest.IngestFixture.source;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.itinera.contracts.EventType;
import io.itinera.contracts.SourceEvent;
import io.itinera.ingest.IngestFixture.Source;
import io.itinera.ingest.RealBackEnds;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RealBackEnds
class TrackingTest {

    private Source source;

    @BeforeEach
    void aSource() {
        source = source();
    }

    @Test
    void keepsATrackCallAsAnEventKeyedByTheUser() {
        source.sending("""
                        {"userId":"u-1","anonymousId":"a-1","event":"Product Viewed","messageId":"m-1",
                         "properties":{"sku":"X","price":12.50,"tags":["a","b"]},"context":{"locale":"de-DE"},
                         "integrations":{"All":true}}
                        """)
                .post("/v1/track")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("success", equalTo(true));

        var entry = source.records(1).getFirst();
        SourceEvent event = source.events(1).getFirst();
        assertThat(new String(entry.key(), StandardCharsets.UTF_8)).isEqualTo("userId:u-1");
        assertThat(entry.headers()).as("tracing is off").isEmpty();
        assertThat(event.messageId()).isEqualTo("m-1");
        assertThat(event.type()).isEqualTo(EventType.TRACK);
        assertThat(event.name()).isEqualTo("Product Viewed");
        assertThat(event.anonymousId()).isEqualTo("a-1");
        assertThat(event.properties()).isEqualTo(Map.of("sku", "X", "price", 12.5, "tags", List.of("a", "b")));
        assertThat(event.context()).isEqualTo(Map.of("locale", "de-DE", "integrations", Map.of("All", true)));
        assertThat(event.receivedAt().toEpochMilli()).isEqualTo(entry.timestamp());
        assertThat(event.timestamp()).isEqualTo(event.receivedAt());
    }

    @ParameterizedTest
    @CsvSource({
        "identify, IDENTIFY", "track, TRACK", "page, PAGE", "screen, SCREEN", "group, GROUP", "alias, ALIAS",
        "i, IDENTIFY", "t, TRACK", "p, PAGE", "s, SCREEN", "g, GROUP", "a, ALIAS"
    })
    void servesEveryCallOfTheTrackingApi(String path, EventType type) {
        source.sending("""
                        {"userId":"u","previousId":"before","groupId":"g","event":"E","name":"N","traits":{"plan":"pro"}}
                        """).post("/v1/" + path).then().statusCode(200);

        SourceEvent event = source.events(1).getFirst();
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.traits()).containsEntry("plan", "pro");
    }

    @Test
    void mergesWhatABatchSaysForAllUnderWhatEachEventSays() {
        source.sending("""
                        {"batch":[{"type":"track","event":"A","userId":"u","context":{"locale":"fr","device":{"id":"d"}}},
                                  {"type":"identify","userId":"u","traits":{"email":"e"}}],
                         "context":{"locale":"de","device":{"type":"ios"}},"integrations":{"All":false}}
                        """).post("/v1/batch").then().statusCode(200);

        List<SourceEvent> events = source.events(2);
        assertThat(events.get(0).context())
                .isEqualTo(Map.of(
                        "locale", "fr",
                        "device", Map.of("type", "ios", "id", "d"),
                        "integrations", Map.of("All", false)));
        assertThat(events.get(1).context())
                .isEqualTo(
                        Map.of("locale", "de", "device", Map.of("type", "ios"), "integrations", Map.of("All", false)));
    }

    @Test
    void importKeepsThePastAsItWasWhileBatchCorrectsTheSendersClock() {
        Instant sentAt = Instant.parse("2020-01-01T12:00:00Z");
        String body = """
                {"sentAt":"%s","batch":[{"type":"track","event":"A","userId":"u","timestamp":"2020-01-01T11:00:00Z"}]}
                """.formatted(sentAt);

        source.sending(body).post("/v1/import").then().statusCode(200);
        Source other = source();
        other.sending(body).post("/v1/batch").then().statusCode(200);

        assertThat(source.events(1).getFirst().timestamp()).isEqualTo("2020-01-01T11:00:00Z");
        SourceEvent corrected = other.events(1).getFirst();
        assertThat(corrected.timestamp()).isEqualTo(corrected.receivedAt().minus(Duration.ofHours(1)));
        assertThat(corrected.originalTimestamp()).isEqualTo("2020-01-01T11:00:00Z");
        assertThat(corrected.sentAt()).isEqualTo(sentAt);
    }

    @Test
    void takesTheWriteKeyFromBasicBearerAndBody() {
        String event = "{\"userId\":\"u\",\"event\":\"E\"}";
        source.sending(event).post("/v1/track").then().statusCode(200);
        given().header("Authorization", "Bearer " + source.writeKey())
                .contentType("application/json")
                .body(event)
                .post("/v1/track")
                .then()
                .statusCode(200);
        given().contentType("application/json")
                .body("{\"batch\":[{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\"}],\"writeKey\":\"%s\"}"
                        .formatted(source.writeKey()))
                .post("/v1/batch")
                .then()
                .statusCode(200);

        assertThat(source.events(3)).hasSize(3);
    }

    @Test
    void refusesACallWithoutAValidWriteKey() {
        given().contentType("application/json")
                .body("{\"userId\":\"u\",\"event\":\"E\"}")
                .post("/v1/track")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", endsWith("/unknown-write-key"));
        given().auth()
                .preemptive()
                .basic("wk_" + "x".repeat(32), "")
                .contentType("application/json")
                .body("{\"userId\":\"u\",\"event\":\"E\"}")
                .post("/v1/track")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/plain;charset=UTF-8", "application/json; charset=utf-8"})
    void readsABeaconLikeJson(String contentType) {
        given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Content-Type", contentType)
                .body("{\"anonymousId\":\"a\",\"event\":\"E\",\"writeKey\":\"%s\"}".formatted(source.writeKey()))
                .post("/v1/track")
                .then()
                .statusCode(200);

        assertThat(new String(source.records(1).getFirst().key(), StandardCharsets.UTF_8))
                .isEqualTo("anonymousId:a");
    }

    @Test
    void inflatesGzip() throws IOException {
        source.sending(gzip("{\"userId\":\"u\",\"event\":\"zipped\"}".getBytes(StandardCharsets.UTF_8)))
                .header("Content-Encoding", "gzip")
                .post("/v1/track")
                .then()
                .statusCode(200);

        assertThat(source.events(1).getFirst().name()).isEqualTo("zipped");
    }

    @Test
    void refusesABodyThatInflatesBeyondTheLimit() throws IOException {
        byte[] bomb = gzip(new byte[50_000_000]);

        source.sending(bomb)
                .header("Content-Encoding", "gzip")
                .post("/v1/batch")
                .then()
                .statusCode(400)
                .body("type", endsWith("/batch-too-large"));
    }

    @Test
    void refusesWhatIsTooLargeAsSegmentDoes() {
        String large = "x".repeat(33_000);
        source.sending("{\"userId\":\"u\",\"event\":\"E\",\"properties\":{\"p\":\"%s\"}}".formatted(large))
                .post("/v1/track")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", endsWith("/event-too-large"));
        source.sending(
                        "{\"batch\":[{\"type\":\"track\",\"userId\":\"u\",\"event\":\"E\"},{\"type\":\"track\",\"userId\":\"u\",\"event\":\"%s\"}]}"
                                .formatted(large))
                .post("/v1/batch")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/batch/1"));
        source.sending("{\"batch\":[%s]}"
                        .formatted(IntStream.range(0, 20)
                                .mapToObj(i -> "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"%s\"}"
                                        .formatted("x".repeat(30_000)))
                                .collect(Collectors.joining(","))))
                .post("/v1/batch")
                .then()
                .statusCode(400)
                .body("type", endsWith("/batch-too-large"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"text\"", "{\"userId\":\"u\"} {}", "{\"userId\":}", "nonsense"})
    void refusesWhatIsNotAJsonObject(String body) {
        source.sending(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/track")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", endsWith("/malformed-request"));
    }

    @Test
    void setsAsideWhatCannotBeUsedAndTakesTheRest() {
        source.sending("""
                        {"writeKey":"secret","batch":[
                          {"type":"track","event":"good","userId":"u"},
                          {"type":"track","event":"nobody"},
                          {"type":"track","userId":"u"},
                          {"type":"track","event":"E","userId":{"id":1}},
                          {"type":"identify","userId":"u","traits":[1]},
                          {"type":"group","userId":"u"},
                          {"type":"alias","userId":"u"},
                          {"type":"dance","userId":"u"},
                          {"type":"track","event":"E","userId":"u","timestamp":"yesterday"},
                          17]}
                        """).post("/v1/batch").then().statusCode(200);

        assertThat(source.dead(9).stream().map(r -> reason(r)))
                .containsExactlyInAnyOrder(
                        "no-identifier",
                        "no-event-name",
                        "wrong-type",
                        "wrong-type",
                        "no-group-id",
                        "no-previous-id",
                        "unknown-type",
                        "invalid-timestamp",
                        "wrong-type");
        assertThat(source.events(1)).singleElement().satisfies(e -> assertThat(e.name())
                .isEqualTo("good"));
        given().get("/q/metrics")
                .then()
                .body(org.hamcrest.Matchers.containsString("itinera_events_refused_total{reason=\"no-identifier\"}"));
    }

    @Test
    void neverKeepsTheWriteKeyOrTheAddress() {
        source.sending("{\"event\":\"nobody\",\"writeKey\":\"%s\"}".formatted(source.writeKey()))
                .post("/v1/track")
                .then()
                .statusCode(200);
        source.sending("{\"userId\":\"u\",\"event\":\"E\"}")
                .post("/v1/track")
                .then()
                .statusCode(200);

        assertThat(new String(source.dead(1).getFirst().value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"event\":\"nobody\"}");
        assertThat(source.events(1).getFirst().context()).isEmpty();
    }

    @Test
    void givesARepeatedCallTheSameIdsWhereTheCallTellsThat() {
        String timed = """
                {"batch":[{"type":"track","event":"E","userId":"u","timestamp":"2026-01-01T00:00:00Z"},
                          {"type":"track","event":"E","userId":"u","timestamp":"2026-01-01T00:00:00Z"}]}
                """;
        source.sending(timed).post("/v1/batch").then().statusCode(200);
        source.sending(timed).post("/v1/batch").then().statusCode(200);
        assertThat(source.events(4).stream().map(SourceEvent::messageId).distinct())
                .hasSize(2);

        Source named = source();
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            named.sending("{\"userId\":\"u\",\"event\":\"E\"}")
                    .header("Idempotency-Key", key)
                    .post("/v1/track")
                    .then()
                    .statusCode(200);
        }
        assertThat(named.events(2).stream().map(SourceEvent::messageId).distinct())
                .hasSize(1);
    }

    @Test
    void letsAnyPageSend() {
        given().header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,authorization")
                .options("/v1/track")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Headers", "content-type,authorization");
        source.sending("{\"userId\":\"u\",\"event\":\"E\"}")
                .header("Origin", "https://shop.example")
                .post("/v1/track")
                .then()
                .header("Access-Control-Allow-Origin", "*");
        given().header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/v1/write-keys")
                .then()
                .header("Access-Control-Allow-Origin", org.hamcrest.Matchers.nullValue());
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        }
        return zipped.toByteArray();
    }
}
