package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Kafka goes away and comes back. */
class KafkaAwayTest {

    private static final int EVENTS = 300;

    private final RunningSuite suite = RunningSuite.get();

    @Test
    void intakeSaysSoWhileKafkaIsAwayAndNothingIsLostOrRepeated() {
        suite.publishAnswer("kafka-away", "kafka-away", "transactional");
        CompletableFuture<Void> sending =
                CompletableFuture.runAsync(() -> suite.sender().stream("kafka-away", "kafka-away", EVENTS, 60));
        await("messages in flow")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> suite.receiver().calls("kafka-away-").size() > EVENTS / 6);

        suite.stack().kafka().stop();
        int status = suite.sender().tryOnce("kafka-away-user", "kafka-away", "refused");
        suite.stack().kafka().start();
        sending.join();

        assertThat(status).isEqualTo(503);
        await("one message for each event").atMost(RunningSuite.PATIENCE).untilAsserted(() -> assertThat(
                        suite.receiver().calls("kafka-away-").stream()
                                .map(WebhookReceiver.Call::n)
                                .distinct())
                .hasSize(EVENTS));
        assertThat(suite.receiver().calls("kafka-away-")).hasSize(EVENTS);
    }
}
