package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.contracts.Transition;
import io.itinera.systemtests.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 20,000 customers wait for the same moment. Each of them goes on, once, as the reference says; and of the customers of another
 * journey, whose waits end at other times, not one is delayed by more than a second beyond what is usual for them, and beyond the
 * longest time for which the machine itself stood still.
 *
 * <p>{@code -Ditinera.chaos.rounds=10} does it ten times in a row, {@code -Ditinera.chaos.waits=100000} with more customers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StormTest {

    private static final int WAITS = Integer.getInteger("itinera.chaos.waits", 20_000);
    private static final int BEFORE = WAITS / 10;
    private static final Duration OTHERS_BEFORE = Duration.ofSeconds(15);
    private static final Duration OTHERS_EVERY = Duration.ofMillis(100);
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Path FILE = Repository.ROOT.resolve("system-tests/target/storm.md");

    private final RunningSuite suite = RunningSuite.get();
    private final List<String> rows = new ArrayList<>();

    static Stream<Integer> rounds() {
        return IntStream.range(0, Integer.getInteger("itinera.chaos.rounds", 1)).boxed();
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void whoWaitsForTheSameMomentGoesOnOnceAndOthersHardlyNotice(int round) {
        int generosity = 1;
        while (!happens(round, generosity)) {
            // The machine has become slower since it was asked how fast it is: some would have come too late for the
            // storm.
            generosity *= 2;
            assertThat(generosity)
                    .as("times as long as a storm should take to gather")
                    .isLessThan(16);
        }
    }

    /** The storm, where all are waiting in time; otherwise false, and nothing was looked at. */
    private boolean happens(int round, int generosity) {
        String name = "storm-%d-%d".formatted(round, generosity);
        StormCrowd crowd = new StormCrowd(suite, name, WAITS);
        StormWatch watch = new StormWatch(crowd, name + "-other");
        try (TopicTail tail = new TopicTail(suite.stack().kafka().bootstrapServers(), Observed.TOPICS, watch)) {
            crowd.publishJourneys();
            Instant due = moment(crowd, watch, generosity);
            crowd.comeIn(due);
            await("all are waiting, or it is too late")
                    .atMost(RunningSuite.PATIENCE.multipliedBy(generosity))
                    .until(() -> allWait(watch) || !isBefore(due));
            if (!allWait(watch) || !isBefore(due)) {
                return false;
            }
            pauseUntil(due.minus(OTHERS_BEFORE));
            judge(round, crowd, watch, tail, due);
            return true;
        }
    }

    private void judge(int round, StormCrowd crowd, StormWatch watch, TopicTail tail, Instant due) {
        CompletableFuture<Void> others = CompletableFuture.runAsync(
                () -> crowd.othersComeIn(OTHERS_EVERY, () -> watch.count(Transition.Kind.EXITED) < WAITS));
        Standstill machine = new Standstill();
        await("all have gone on")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> watch.count(Transition.Kind.EXITED) >= WAITS);
        Instant over = Instant.now();
        others.join();
        await("the others have gone on, too").atMost(RunningSuite.PATIENCE).until(watch::othersAreThrough);
        Duration stoodStill = machine.longest();
        tail.awaitNow();

        StormWatch.Lateness usual = watch.others(due.minus(OTHERS_BEFORE), due);
        StormWatch.Lateness inTheStorm = watch.others(due, over);
        tell(round, Duration.between(due, over), usual, inTheStorm);
        assertThat(new StormCheck(tail, watch.journey(), crowd::isOneOfThem).differences())
                .as("profiles whose steps are not those of the reference, each once")
                .isEmpty();
        assertThat(watch.count(Transition.Kind.EXITED)).isEqualTo(WAITS);
        assertThat(inTheStorm.max())
                .as(
                        "latest of the waits of others in the storm (%s), usually %s, the machine stood still for %s",
                        inTheStorm, usual, stoodStill)
                .isLessThan(usual.p95().plus(A_SECOND).plus(stoodStill));
    }

    private static boolean allWait(StormWatch watch) {
        return watch.count(Transition.Kind.WAITING) >= WAITS;
    }

    /** Whether there is still the time before the storm in which others are looked at. */
    private static boolean isBefore(Instant due) {
        return Instant.now().isBefore(due.minus(OTHERS_BEFORE));
    }

    /** A moment by which all will have come in, judged by some who come in for another journey, the first of them in a cold suite. */
    private static Instant moment(StormCrowd crowd, StormWatch watch, int generosity) {
        someComeIn(crowd, watch, 0);
        Duration took = someComeIn(crowd, watch, BEFORE);
        return Instant.now()
                .plus(took.multipliedBy(WAITS / BEFORE)
                        .multipliedBy(5L * generosity)
                        .dividedBy(4))
                .plus(OTHERS_BEFORE.multipliedBy(4).dividedBy(3))
                .truncatedTo(ChronoUnit.SECONDS);
    }

    private static Duration someComeIn(StormCrowd crowd, StormWatch watch, int from) {
        long start = System.nanoTime();
        crowd.someComeInBefore(from, from + BEFORE);
        await("those before have come in").atMost(RunningSuite.PATIENCE).until(() -> watch.before() >= from + BEFORE);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void pauseUntil(Instant moment) {
        while (Instant.now().isBefore(moment)) {
            LockSupport.parkNanos(Duration.between(Instant.now(), moment).toNanos());
        }
    }

    private void tell(int round, Duration took, StormWatch.Lateness usual, StormWatch.Lateness inTheStorm) {
        rows.add("| %d | %,d | %.1f s | %s | %s |"
                .formatted(round + 1, WAITS, took.toMillis() / 1000.0, usual, inTheStorm));
        write(table());
    }

    @AfterAll
    void tell() {
        System.out.println(table());
    }

    private String table() {
        return """
                | round | waits due at once | all gone on after | waits of others before: p50, p95, max late | in the storm |
                |---|---|---|---|---|
                %s
                """.formatted(String.join("\n", rows));
    }

    /** After each round, so that it can be seen how far it is. */
    private static void write(String table) {
        try {
            Files.writeString(FILE, table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
