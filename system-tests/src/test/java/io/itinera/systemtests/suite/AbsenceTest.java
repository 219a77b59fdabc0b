package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time tells no absence while what came in earlier is with a pod that stands still. */
class AbsenceTest {

    private static final int USERS = 24;
    private static final Duration EACH = Duration.ofSeconds(1);
    /** Shorter than the group waits for a member before others take its work over. */
    private static final Duration STANDS_STILL = Duration.ofSeconds(5);

    private final RunningSuite suite = RunningSuite.get();
    private final ServiceProcess second =
            suite.stack().service(StackService.PROFILE).twin(2, Map.of());

    @BeforeEach
    void startTheSecondPod() {
        second.start();
        second.awaitReady();
    }

    @AfterEach
    void stopTheSecondPod() {
        second.stop();
    }

    @Test
    void nobodyWhoIsSeenEverySecondIsEverAbsentThoughAPodStandsStill() throws Exception {
        suite.client()
                .must(
                        StackPort.PROFILES,
                        "PUT",
                        "/v1/segments/absent-while-paused",
                        "{\"name\":\"Absent\",\"condition\":{\"all\":[{\"event\":\"Heartbeat\"},"
                                + "{\"not\":{\"event\":\"Heartbeat\",\"within\":\"PT4S\"}}]}}");
        await("the segment is filled")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> segment().get("state").asText().equals("ready"));
        CompletableFuture<Void> seen = CompletableFuture.runAsync(() -> {
            for (int beat = 0; beat < 20; beat++) {
                beat(beat);
                LockSupport.parkNanos(EACH.toNanos());
            }
        });
        LockSupport.parkNanos(STANDS_STILL.toNanos());
        second.pause();
        LockSupport.parkNanos(STANDS_STILL.toNanos());
        second.resume();
        seen.get(RunningSuite.PATIENCE.toSeconds(), TimeUnit.SECONDS);

        await("everybody is absent in the end")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> segment().get("members").asInt() == USERS);
        for (int user = 0; user < USERS; user++) {
            JsonNode timeline = suite.client()
                    .get(StackPort.PROFILES, "/v1/profiles/userId:paused-%d/timeline?limit=100".formatted(user));
            assertThat(timeline.get("items")
                            .valueStream()
                            .map(item -> item.at("/cause/kind").asText())
                            .toList())
                    .as("all that was seen of user %d, and one absence after it", user)
                    .hasSize(21)
                    .startsWith("segments");
        }
    }

    private void beat(int number) {
        String events = IntStream.range(0, USERS)
                .mapToObj(user ->
                        "{\"type\":\"track\",\"userId\":\"paused-%1$d\",\"event\":\"Heartbeat\",\"messageId\":\"paused-%1$d-%2$d\"}"
                                .formatted(user, number))
                .collect(Collectors.joining(",", "{\"batch\":[", "]}"));
        assertThat(suite.client().track(suite.writeKey(), "batch", events).status())
                .isEqualTo(200);
    }

    private JsonNode segment() {
        return suite.client().get(StackPort.PROFILES, "/v1/segments/absent-while-paused");
    }
}
