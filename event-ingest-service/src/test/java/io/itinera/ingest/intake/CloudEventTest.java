package io.itinera.ingest.intake;

import static io.itinera.ingest.IngestFixture.reason;
import static io.itinera.ingest.IngestFixture.source;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.itinera.contracts.EventType;
import io.itinera.contracts.SourceEvent;
import io.itinera.ingest.IngestFixture.Source;
import io.itinera.ingest.RealBackEnds;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RealBackEnds
class CloudEventTest {

    private Source source;

    @BeforeEach
    void aSource() {
        source = source();
    }

    @Test
    void takesAStructuredEvent() {
        sending("application/cloudevents+json", """
                        {"specversion":"1.0","id":"7","source":"/orders","type":"com.example.order.paid","subject":"u-1",
                         "time":"2026-01-01T10:00:00Z","datacontenttype":"application/json","region":"eu","data":{"total":9.5}}
                        """)
                .post("/v1/events")
                .then()
                .statusCode(200)
                .body("success", equalTo(true));

        SourceEvent event = source.events(1).getFirst();
        assertThat(event.messageId()).isEqualTo("/orders#7");
        assertThat(event.type()).isEqualTo(EventType.TRACK);
        assertThat(event.name()).isEqualTo("com.example.order.paid");
        assertThat(event.userId()).isEqualTo("u-1");
        assertThat(event.timestamp()).isEqualTo("2026-01-01T10:00:00Z");
        assertThat(event.properties()).isEqualTo(Map.of("total", 9.5));
        assertThat(event.context())
                .isEqualTo(Map.of(
                        "cloudevent",
                        Map.of(
                                "source", "/orders",
                                "subject", "u-1",
                                "datacontenttype", "application/json",
                                "region", "eu")));
    }

    @Test
    void takesABinaryEvent() {
        sending("application/json", "{\"sku\":\"X\"}")
                .header("ce-specversion", "1.0")
                .header("ce-id", "8")
                .header("ce-source", "/shop")
                .header("ce-type", "viewed")
                .header("ce-subject", "not the customer")
                .header("ce-anonymousid", "caf%C3%A9+1")
                .post("/v1/events")
                .then()
                .statusCode(200);

        SourceEvent event = source.events(1).getFirst();
        assertThat(event.userId()).isNull();
        assertThat(event.anonymousId()).isEqualTo("café+1");
        assertThat(event.properties()).isEqualTo(Map.of("sku", "X"));
    }

    @Test
    void takesABatchAndSetsAsideWhatNamesNoCustomer() {
        sending("application/cloudevents-batch+json", """
                        [{"specversion":"1.0","id":"1","source":"/s","type":"t","userid":"u","data":"plain"},
                         {"specversion":"1.0","id":"2","source":"/s","type":"t"}]
                        """)
                .post("/v1/events")
                .then()
                .statusCode(200);

        assertThat(source.events(1)).singleElement().satisfies(e -> assertThat(e.properties())
                .isEqualTo(Map.of("data", "plain")));
        assertThat(reason(source.dead(1).getFirst())).isEqualTo("no-identifier");
    }

    @Test
    void refusesWhatIsNotACloudEventAndTakesNothingOfItsBatch() {
        sending("application/cloudevents-batch+json", """
                        [{"specversion":"1.0","id":"1","source":"/s","type":"t","userid":"u"},
                         {"specversion":"1.0","source":"/s","type":"t","userid":"u"}]
                        """)
                .post("/v1/events")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("/1/id"));
        sending(
                        "application/cloudevents+json",
                        "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}")
                .post("/v1/events")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/specversion"));
        sending("application/json", "{}").post("/v1/events").then().statusCode(415);

        assertThat(source.events(0)).isEmpty();
    }

    @Test
    void wantsAWriteKey() {
        given().contentType("application/cloudevents+json")
                .body("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}"
                        .getBytes(StandardCharsets.UTF_8))
                .post("/v1/events")
                .then()
                .statusCode(401);
    }

    private RequestSpecification sending(String contentType, String body) {
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs(
                                        "application/cloudevents+json", io.restassured.http.ContentType.TEXT)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Authorization", "Bearer " + source.writeKey())
                .header("Content-Type", contentType)
                .body(body.getBytes(StandardCharsets.UTF_8));
    }
}
