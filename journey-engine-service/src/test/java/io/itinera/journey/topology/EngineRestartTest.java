package io.itinera.journey.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import io.itinera.journey.Fixture;
import io.itinera.journey.KafkaProbe;
import io.itinera.local.backend.KafkaBackEnd;
import io.itinera.local.backend.KafkaLogging;
import io.itinera.local.backend.KafkaTopics;
import io.itinera.local.backend.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine on a broker of its own, stopped and started on another machine: with nothing but what Kafka keeps. */
class EngineRestartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final JsonSerde<SendRequest> SEND = JsonSerde.of(SendRequest.class);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);

    @TempDir
    static Path dir;

    private static KafkaBackEnd kafka;

    @BeforeAll
    static void startBroker() {
        new KafkaLogging().quiet();
        kafka = new KafkaBackEnd(dir.resolve("kafka"), Ports.free());
        kafka.start();
        KafkaTopics.create(kafka.bootstrapServers(), 3);
    }

    @AfterAll
    static void stopBroker() {
        kafka.stop();
    }

    @Test
    void waitsSurviveTheLossOfAMachineAndTheLogDecidesWhatCameFirst() throws Exception {
        String waits = Fixture.profile("waits");
        String buys = Fixture.profile("buys");
        String event = Fixture.trigger("restart");
        Instant at = Instant.now();
        try (KafkaProbe sends = new KafkaProbe(kafka.bootstrapServers(), Topics.SENDS);
                KafkaProbe transitions = new KafkaProbe(kafka.bootstrapServers(), Topics.TRANSITIONS)) {
            publish(transitions, Fixture.cart("restart", "PT15S"), at);
            try (RunningEngine _ = new RunningEngine(kafka.bootstrapServers(), dir.resolve("one"))) {
                happens(transitions, Fixture.did(waits, event, at));
                happens(transitions, Fixture.did(buys, event, at));
                await().atMost(PATIENCE).until(() -> isWaiting(transitions, waits) && isWaiting(transitions, buys));
            }
            // While no engine runs, one of the two buys before its wait is over; both waits come due.
            happens(transitions, Fixture.did(buys, "Order Completed", at.plusSeconds(5)));
            await().atMost(PATIENCE).until(() -> Instant.now().isAfter(at.plusSeconds(16)));
            try (RunningEngine _ = new RunningEngine(kafka.bootstrapServers(), dir.resolve("two"))) {
                await().atMost(PATIENCE).until(() -> !sends.of(waits).isEmpty());
                await().atMost(PATIENCE).until(() -> transitions.of(buys, TRANSITION).stream()
                        .anyMatch(t -> "exit:bought".equals(t.reason())));
                happens(transitions, Fixture.did(waits, "Something Else", at.plusSeconds(20)));
            }
            assertThat(sends.of(waits, SEND)).singleElement().satisfies(send -> assertThat(send.requestedAt())
                    .isEqualTo(at.plusSeconds(15)));
            assertThat(sends.of(buys)).isEmpty();
        }
    }

    private static boolean isWaiting(KafkaProbe transitions, String profile) {
        return transitions.of(profile, TRANSITION).stream().anyMatch(t -> t.kind() == Transition.Kind.WAITING);
    }

    private static void publish(KafkaProbe kafka, String definition, Instant at) throws Exception {
        var json = Wire.JSON.readTree(definition);
        String key = json.get("key").asText();
        PublishedJourney journey = new PublishedJourney(
                key, PublishedJourney.State.LIVE, 1, List.of(new PublishedJourney.Version(1, json, at)));
        kafka.put(Topics.JOURNEYS, key, JsonSerde.of(PublishedJourney.class).write(journey), at);
    }

    private static void happens(KafkaProbe kafka, Activity activity) {
        kafka.put(Topics.ACTIVITY, activity.profileId(), ACTIVITY.write(activity), activity.at());
    }
}
