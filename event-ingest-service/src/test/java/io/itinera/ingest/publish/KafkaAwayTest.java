package io.itinera.ingest.publish;

import static io.itinera.ingest.IngestFixture.source;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;

import io.itinera.contracts.SourceEvent;
import io.itinera.ingest.IngestFixture.Source;
import io.itinera.ingest.RealBackEnds;
import io.itinera.local.testing.BackEnds;
import io.itinera.local.testing.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@RealBackEnds
class KafkaAwayTest {

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void answers503WhileKafkaIsAwayAndHasEachEventOnceWhenTheCallerRepeats() {
        Source source = source();
        String batch = IntStream.range(0, 50)
                .mapToObj(i ->
                        "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u%d\",\"messageId\":\"m%d\"}".formatted(i, i))
                .collect(Collectors.joining(",", "{\"batch\":[", "]}"));

        BackEnds.kafka().stop();
        try {
            long before = System.nanoTime();
            source.sending(batch)
                    .post("/v1/batch")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", notNullValue())
                    .body("type", endsWith("/intake-unavailable"));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(503));
            given().get("/q/health/live").then().statusCode(200);
            source.sending(batch).post("/v1/batch").then().statusCode(503).time(lessThan(3000L));
            given().auth()
                    .oauth2(Tokens.of("operator"))
                    .get("/v1/dead-letters")
                    .then()
                    .statusCode(503)
                    .body("status", equalTo(503));
        } finally {
            BackEnds.kafka().start();
        }
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));

        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(
                        () -> source.sending(batch).post("/v1/batch").then().statusCode(200));
        List<SourceEvent> events = source.events(50);
        assertThat(events.stream().map(SourceEvent::messageId).distinct()).hasSize(50);
    }

    @Test
    @Timeout(value = 600, unit = TimeUnit.SECONDS)
    void hasEveryEventThatItAcknowledgedWhenKafkaStopsInTheMiddle() throws Exception {
        Source source = source();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicBoolean refused = new AtomicBoolean();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> senders = IntStream.range(0, 4)
                .mapToObj(sender -> Thread.ofVirtual().start(() -> {
                    for (int n = 0; !over.get(); n++) {
                        String id = sender + "-" + n;
                        int status = source.sending(
                                        "{\"type\":\"track\",\"event\":\"E\",\"userId\":\"u%d\",\"messageId\":\"%s\"}"
                                                .formatted(n % 10, id))
                                .post("/v1/track")
                                .statusCode();
                        if (status == 200) {
                            acknowledged.add(id);
                        } else {
                            refused.set(true);
                        }
                    }
                }))
                .toList();

        await().atMost(Duration.ofSeconds(120)).until(() -> acknowledged.size() > 50);
        BackEnds.kafka().stop();
        try {
            await().atMost(Duration.ofSeconds(120)).untilTrue(refused);
        } finally {
            BackEnds.kafka().start();
        }
        int before = acknowledged.size();
        await().atMost(Duration.ofSeconds(120)).until(() -> acknowledged.size() > before + 50);
        over.set(true);
        for (Thread sender : senders) {
            sender.join();
        }

        assertThat(source.events(acknowledged.size()).stream().map(SourceEvent::messageId))
                .containsAll(acknowledged);
    }
}
