package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.StackPort;
import io.itinera.local.stack.StackService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Time tells no absence while what came in earlier is with a pod that stands still. When customers were seen is read from their
 * timelines, since a busy machine sends late: who was not seen for four seconds is absent indeed.
 */
class AbsenceTest {

    private static final int CUSTOMERS = 24;
    private static final int BEATS = 20;
    private static final Duration EACH = Duration.ofSeconds(1);
    private static final Duration ABSENT = Duration.ofSeconds(4);
    /** How long an event may be on its way without holding time back, and as much again for a busy machine. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);
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
    void nobodyIsAbsentWhoWasSeenThoughThePodThatIsToSeeThemStandsStill() {
        suite.client().must(StackPort.PROFILES, "PUT", "/v1/segments/absent-while-paused", """
                {"name":"Absent","condition":{"all":[{"event":"Heartbeat"},{"not":{"event":"Heartbeat","within":"PT4S"}}]}}""");
        await("the segment is filled")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> segment().get("state").asText().equals("ready"));
        CompletableFuture<Void> seen =
                CompletableFuture.runAsync(() -> IntStream.range(0, BEATS).forEach(beat -> {
                    beat(beat);
                    LockSupport.parkNanos(EACH.toNanos());
                }));
        LockSupport.parkNanos(STANDS_STILL.toNanos());
        second.pause();
        LockSupport.parkNanos(STANDS_STILL.toNanos());
        second.resume();
        seen.join();

        await("everybody is absent in the end")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> segment().get("members").asInt() == CUSTOMERS);
        IntStream.range(0, CUSTOMERS).forEach(this::wasAbsentOnlyWhenNotSeen);
    }

    private void wasAbsentOnlyWhenNotSeen(int customer) {
        JsonNode timeline = suite.client()
                .get(StackPort.PROFILES, "/v1/profiles/userId:paused-%d/timeline?limit=100".formatted(customer))
                .get("items");
        List<Instant> absences = times(timeline, true);
        List<Instant> seen = times(timeline, false);
        assertThat(seen).as("customer %d was seen", customer).hasSize(BEATS);
        assertThat(absences.getFirst())
                .as("customer %d is absent in the end, by when they were seen last", customer)
                .isEqualTo(seen.getFirst().plus(ABSENT));
        assertThat(absences)
                .as("customer %d is told absent, and was seen at %s", customer, seen)
                .allSatisfy(absence -> assertThat(seen)
                        .noneMatch(at -> at.isAfter(absence.minus(ABSENT)) && at.isBefore(absence.minus(ON_ITS_WAY))));
    }

    /** When memberships changed by time alone, or everything else, the latest first. */
    private static List<Instant> times(JsonNode timeline, boolean byTime) {
        return timeline.valueStream()
                .filter(item -> item.at("/cause/kind").asText().equals("segments") == byTime)
                .map(item -> Instant.parse(item.get("at").asText()))
                .toList();
    }

    private void beat(int number) {
        suite.sender()
                .together(IntStream.range(0, CUSTOMERS)
                        .mapToObj(customer ->
                                "{\"type\":\"track\",\"userId\":\"paused-%1$d\",\"event\":\"Heartbeat\",\"messageId\":\"paused-%1$d-%2$d\"}"
                                        .formatted(customer, number))
                        .toList());
    }

    private JsonNode segment() {
        return suite.client().get(StackPort.PROFILES, "/v1/segments/absent-while-paused");
    }
}
