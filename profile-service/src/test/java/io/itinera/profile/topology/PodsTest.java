package io.itinera.profile.topology;

import static io.itinera.profile.Running.identify;
import static io.itinera.profile.Running.send;
import static io.itinera.profile.Running.track;
import static io.itinera.profile.Running.values;
import static io.itinera.profile.Running.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.Topics;
import io.itinera.local.testing.BackEnds;
import io.itinera.profile.ProfileConfig;
import io.itinera.profile.identity.LinkDecisions;
import io.itinera.watermarks.Upstream;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "profile"))
class PodsTest {

    private static final int CUSTOMERS = 20;

    @Inject
    KafkaStreams running;

    @Inject
    StreamsConfig settings;

    @Inject
    LinkDecisions decisions;

    @Inject
    MeterRegistry registry;

    @Inject
    PartitionCount partitions;

    @Inject
    ProfileConfig config;

    @Inject
    Upstream upstream;

    private final String run = UUID.randomUUID().toString();

    @Test
    void aPodThatGoesAwayInTheMiddleLosesNothingAndRepeatsNothing(@TempDir Path directory) {
        List<SourceEvent> events = events();
        Set<String> sent = events.stream().map(SourceEvent::messageId).collect(Collectors.toSet());
        try (KafkaStreams other = new KafkaStreams(
                ProfileTopology.build(
                        decisions,
                        new ProfileMetrics(registry),
                        partitions,
                        config.maxProfileBytes(),
                        DedupeWindow.DAY,
                        SegmentPace.of(config.segments()),
                        new Inflow(upstream, config.segments().upstreamTolerance())),
                settings(directory))) {
            other.start();
            await().atMost(Duration.ofSeconds(120))
                    .until(() -> other.state() == KafkaStreams.State.RUNNING
                            && running.state() == KafkaStreams.State.RUNNING);
            events.subList(0, events.size() / 2).forEach(event -> send(event));
            other.close(Duration.ZERO);
            events.subList(events.size() / 2, events.size()).forEach(event -> send(event));
        }

        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(tracked(sent)).containsExactlyInAnyOrderElementsOf(sent));
        for (int i = 0; i < CUSTOMERS; i++) {
            String path = "/v1/profiles/anonymousId:" + device(i);
            await().atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> viewer().get(path).then().body("eventCounts.Viewed", equalTo(4)));
        }
    }

    @Test
    void kafkaAwayIsNoReasonToRestartAndNothingIsLost() {
        send(identify("kept-" + run, null, Map.of("plan", "pro")));
        await().atMost(Duration.ofSeconds(120))
                .untilAsserted(() ->
                        viewer().get("/v1/profiles/userId:kept-" + run).then().statusCode(200));

        BackEnds.kafka().stop();
        RestAssured.get("/q/health/live").then().statusCode(200);
        viewer().get("/v1/profiles/userId:kept-" + run).then().statusCode(200);
        BackEnds.kafka().start();

        send(track("Back", "kept-" + run, null));
        await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> viewer().get("/v1/profiles/userId:kept-" + run)
                .then()
                .body("eventCounts.Back", equalTo(1))
                .body("traits.plan", equalTo("pro")));
    }

    private List<SourceEvent> events() {
        List<SourceEvent> events = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < CUSTOMERS; i++) {
                events.add(track("Viewed", null, device(i)));
            }
        }
        for (int i = 0; i < CUSTOMERS; i++) {
            events.add(identify("user-" + i + run, device(i), Map.of("n", i)));
        }
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < CUSTOMERS; i++) {
                events.add(track("Viewed", null, device(i)));
            }
        }
        return events;
    }

    private String device(int i) {
        return "device-" + i + run;
    }

    /** Those of the message ids that are in the lives of all profiles, each as often as it is there. */
    private static List<String> tracked(Set<String> sent) {
        return values(Topics.ACTIVITY).stream()
                .filter(value -> value.startsWith("{\"id\""))
                .map(value -> JsonSerde.of(Activity.class).read(value.getBytes(StandardCharsets.UTF_8)))
                .filter(entry -> entry.cause() instanceof Activity.Tracked && sent.contains(entry.id()))
                .map(Activity::id)
                .toList();
    }

    private Properties settings(Path directory) {
        Properties other = new Properties();
        other.putAll(settings.originals());
        other.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        other.put(StreamsConfig.CLIENT_ID_CONFIG, "other-pod");
        return other;
    }
}
