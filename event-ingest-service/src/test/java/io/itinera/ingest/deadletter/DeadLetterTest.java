package io.itinera.ingest.deadletter;

import static io.itinera.ingest.IngestFixture.read;
import static io.itinera.ingest.IngestFixture.source;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.itinera.contracts.Activity;
import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.Topics;
import io.itinera.ingest.IngestFixture.Source;
import io.itinera.ingest.RealBackEnds;
import io.itinera.local.testing.BackEnds;
import io.itinera.local.testing.Tokens;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RealBackEnds
class DeadLetterTest {

    private Source source;

    @BeforeEach
    void aSource() {
        source = source();
    }

    @Test
    void showsWhatCouldNotBeUsedWithItsReason() {
        source.sending("{\"event\":\"E\",\"properties\":{\"a\":1}}")
                .post("/v1/track")
                .then()
                .statusCode(200);

        Map<String, Object> letter = mine().getFirst();
        assertThat(letter)
                .containsEntry("reason", "no-identifier")
                .containsEntry("error", "neither userId nor anonymousId is there")
                .containsEntry("service", "event-ingest-service")
                .containsEntry("value", "{\"event\":\"E\",\"properties\":{\"a\":1}}")
                .doesNotContainKey("replayedAt");
        assertThat((String) letter.get("at")).endsWith("Z");
    }

    @Test
    void pagesFromTheNewestToTheOldestWithoutGapOrRepeat() {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            source.sending("{\"type\":\"identify\",\"traits\":{\"n\":%d}}".formatted(i))
                    .post("/v1/identify")
                    .then()
                    .statusCode(200);
            sent.addFirst("{\"type\":\"identify\",\"traits\":{\"n\":%d}}".formatted(i));
        }
        List<String> values = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            RequestSpecification request = operator().queryParam("limit", 2);
            JsonPath page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get("/v1/dead-letters")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            values.addAll(page.getList("items.findAll { it.source == '%s' }.value".formatted(source.name())));
            ids.addAll(page.getList("items.id"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(values).isEqualTo(sent);
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void replaysARepairedEventOnceUnderOneId() {
        source.sending("{\"event\":\"E\",\"timestamp\":\"2026-01-01T00:00:00Z\"}")
                .post("/v1/track")
                .then()
                .statusCode(200);
        String id = (String) mine().getFirst().get("id");

        replay(Map.of("ids", List.of(id)))
                .body("replayed", equalTo(0))
                .body("refused[0].id", equalTo(id))
                .body("refused[0].reason", equalTo("no-identifier"));
        Map<String, Object> repaired = Map.of(
                "repaired", Map.of(id, Map.of("event", "E", "userId", "found", "timestamp", "2026-01-01T00:00:00Z")));
        replay(repaired).body("replayed", equalTo(1));
        replay(repaired).body("replayed", equalTo(0)).body("alreadyReplayed", equalTo(1));

        SourceEvent event = source.events(1).getFirst();
        assertThat(source.events(1)).hasSize(1);
        assertThat(event.userId()).isEqualTo("found");
        assertThat(event.timestamp()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(event.messageId()).isNotBlank();
        assertThat(mine().getFirst()).containsKey("replayedAt");
    }

    @Test
    void replaysAnEventThatAConsumerGaveUpOnUnderItsMessageId() throws Exception {
        String messageId = UUID.randomUUID().toString();
        String reason = "test-" + messageId;
        put(Topics.EVENTS, reason, """
                {"messageId":"%s","type":"track","name":"E","userId":"u","timestamp":"2026-01-01T00:00:00Z","receivedAt":"2026-01-01T00:00:00Z","source":"%s"}
                """.formatted(messageId, source.name()));

        replay(Map.of("reason", reason)).body("replayed", equalTo(1)).body("more", equalTo(false));

        SourceEvent event = source.events(1).getFirst();
        assertThat(event.messageId()).isEqualTo(messageId);
        assertThat(event.timestamp()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(event.receivedAt()).isAfter("2026-06-01T00:00:00Z");
        assertThat(source.records(1).getFirst().timestamp())
                .isEqualTo(event.receivedAt().toEpochMilli());
    }

    @Test
    void eventsGoBackForTheRecordUnlessJourneysAreToActOnThem() throws Exception {
        String reason = "test-" + UUID.randomUUID();
        put(Topics.EVENTS, reason, eventOf("record", "\"context\":{\"locale\":\"de\"},"));
        replay(Map.of("reason", reason)).body("replayed", equalTo(1));
        put(Topics.EVENTS, reason, eventOf("journeys", ""));
        replay(Map.of("reason", reason, "journeys", true)).body("replayed", equalTo(1));
        source.sending("{\"event\":\"refused\",\"timestamp\":\"2026-01-01T00:00:00Z\"}")
                .post("/v1/track")
                .then()
                .statusCode(200);
        String refused = (String) mine().getFirst().get("id");
        replay(Map.of("repaired", Map.of(refused, Map.of("event", "refused", "userId", "found"))))
                .body("replayed", equalTo(1));

        Map<String, Map<String, Object>> contexts =
                source.events(3).stream().collect(Collectors.toMap(SourceEvent::name, SourceEvent::context));
        assertThat(contexts.get("record"))
                .containsEntry("itinera", Map.of("journeys", false))
                .containsEntry("locale", "de");
        assertThat(contexts.get("journeys")).doesNotContainKey("itinera");
        assertThat(contexts.get("refused")).containsEntry("itinera", Map.of("journeys", false));
    }

    @Test
    void anActivityGoesBackForTheRecordToo() throws Exception {
        String reason = "test-" + UUID.randomUUID();
        String id = UUID.randomUUID().toString();
        put(Topics.ACTIVITY, reason, """
                {"id":"%s","profileId":"p","at":"2026-01-01T00:00:00Z","cause":{"kind":"tracked","type":"track","name":"E"}}
                """.formatted(id));

        replay(Map.of("topic", Topics.ACTIVITY, "reason", reason)).body("replayed", equalTo(1));

        var back = read(Topics.ACTIVITY, 1, r -> text(r.value()).contains(id)).getFirst();
        assertThat(JsonSerde.of(Activity.class).read(back.value()).movesJourneys())
                .isFalse();
        assertThat(back.timestamp())
                .isEqualTo(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
    }

    @Test
    void anActivityThatIsNoEventGoesBackWithJourneysOnly() throws Exception {
        String reason = "test-" + UUID.randomUUID();
        put(Topics.ACTIVITY, reason, """
                {"id":"%s","profileId":"p","at":"2026-01-01T00:00:00Z","cause":{"kind":"segments","why":"time"}}
                """.formatted(reason));

        replay(Map.of("topic", Topics.ACTIVITY, "reason", reason))
                .body("replayed", equalTo(0))
                .body("refused[0].reason", equalTo("only-with-journeys"));
        replay(Map.of("topic", Topics.ACTIVITY, "reason", reason, "journeys", true))
                .body("replayed", equalTo(1));
    }

    @Test
    void ofWorkBetweenPartitionsEventsGoBackForTheRecordAndOthersAsTheyWere() throws Exception {
        String reason = "test-" + UUID.randomUUID();
        put(Topics.PROFILE_WORK, reason, eventOf("work", ""));
        String other = "{\"parts\":[],\"note\":\"%s\"}".formatted(reason);
        put(Topics.PROFILE_WORK, reason, other);

        replay(Map.of("topic", Topics.PROFILE_WORK, "reason", reason)).body("replayed", equalTo(2));

        List<String> back = read(
                        Topics.PROFILE_WORK,
                        2,
                        r -> text(r.value()).contains(source.name())
                                || text(r.value()).contains(reason))
                .stream()
                .map(r -> text(r.value()))
                .toList();
        assertThat(back).contains(other).anySatisfy(value -> assertThat(value)
                .contains("\"name\":\"work\"")
                .contains("\"context\":{\"itinera\":{\"journeys\":false}}"));
    }

    private String eventOf(String name, String more) {
        return """
                {"messageId":"%s","type":"track","name":"%s","userId":"u",%s"timestamp":"2026-01-01T00:00:00Z","receivedAt":"2026-01-01T00:00:00Z","source":"%s"}
                """.formatted(UUID.randomUUID(), name, more, source.name());
    }

    @Test
    void putsALetterOfAnyOtherTopicBackAsItWas() throws Exception {
        String reason = "test-" + UUID.randomUUID();
        put(Topics.SENDS, reason, "{\"poison\":\"%s\"}".formatted(reason));

        operator()
                .queryParam("topic", Topics.SENDS)
                .queryParam("reason", reason)
                .get("/v1/dead-letters")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].service", equalTo("test"))
                .body("next", nullValue());
        replay(Map.of("topic", Topics.SENDS, "reason", reason)).body("replayed", equalTo(1));

        var back = read(Topics.SENDS, 1, r -> text(r.value()).contains(reason)).getFirst();
        assertThat(text(back.key())).isEqualTo("key");
        assertThat(back.headers().toArray()).singleElement().satisfies(h -> assertThat(h.key())
                .isEqualTo("own"));
    }

    @Test
    void namesWhatIsWrongWithTheRequest() {
        operator()
                .queryParam("topic", "nonsense")
                .get("/v1/dead-letters")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("?topic"));
        operator().queryParam("limit", 0).get("/v1/dead-letters").then().statusCode(422);
        operator().queryParam("cursor", "x").get("/v1/dead-letters").then().statusCode(422);
        operator()
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/v1/dead-letters/replay")
                .then()
                .statusCode(422)
                .body("detail", notNullValue());
        operator()
                .contentType(ContentType.JSON)
                .body(Map.of("topic", Topics.SENDS, "all", true, "journeys", true))
                .post("/v1/dead-letters/replay")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/journeys"));
        replay(Map.of("ids", List.of("0-99999999"))).body("refused[0].reason", equalTo("not-there"));
    }

    private List<Map<String, Object>> mine() {
        source.dead(1);
        return operator()
                .queryParam("limit", 500)
                .get("/v1/dead-letters")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.findAll { it.source == '%s' }".formatted(source.name()));
    }

    private static ValidatableResponse replay(Map<String, Object> body) {
        return operator()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/dead-letters/replay")
                .then()
                .statusCode(200);
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(Tokens.of("operator"));
    }

    private static void put(String topic, String reason, String value) throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                Topics.dead(topic), "key".getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
        letter.headers().add("own", new byte[0]);
        DeadLetter.describe(letter.headers(), topic, "test", reason, "as a test", Instant.EPOCH);
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                BackEnds.kafka().bootstrapServers(),
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config)) {
            producer.send(letter).get();
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
