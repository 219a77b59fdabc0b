package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.contracts.Transition;
import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.StackService;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise 2 with two engine pods: whatever happens to one of them while customers come in, everybody ends where the log says, and
 * each transition and each message is there once. Half of the customers pay at once, the others never do and are reminded.
 *
 * <p>{@code -Ditinera.chaos.rounds=10} does each kind of harm ten times in a row.
 */
class EngineChaosTest {

    private static final int CUSTOMERS = 400;
    private static final int PER_SECOND = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    /** Longer than the group waits for a member: the others have taken its work over when it goes on. */
    private static final Duration ZOMBIE = Duration.ofSeconds(9);

    private final RunningSuite suite = RunningSuite.get();
    private final ServiceProcess first = suite.stack().service(StackService.JOURNEY);
    private final ServiceProcess second = first.twin(2, Map.of());

    /** What is done to the pods while customers come in. */
    enum Harm {
        KILLED_AGAIN_AND_AGAIN,
        PAUSED_UNTIL_IT_IS_A_ZOMBIE,
        KAFKA_RESTARTED
    }

    record Case(Harm harm, int round) {}

    static List<Case> cases() {
        int rounds = Integer.getInteger("itinera.chaos.rounds", 1);
        return IntStream.range(0, rounds)
                .boxed()
                .flatMap(round -> List.of(Harm.values()).stream().map(harm -> new Case(harm, round)))
                .toList();
    }

    @BeforeEach
    void startTheSecondPod() {
        second.start();
        second.awaitReady();
    }

    @AfterEach
    void stopTheSecondPod() {
        second.stop();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everybodyEndsWhereTheLogSaysAndNothingHappensTwice(Case given) {
        String name = "chaos-%s-%d"
                .formatted(given.harm().name().toLowerCase(Locale.ROOT).replace('_', '-'), given.round());
        publish(name);
        CompletableFuture<Void> customers = CompletableFuture.runAsync(() -> comeIn(name));
        await("the first are reminded")
                .atMost(PATIENCE)
                .until(() -> !suite.receiver().calls(name + "-").isEmpty());

        harm(given.harm());

        customers.join();
        await("everybody has come to an end")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> ends(name).size() == CUSTOMERS);
        TransitionLog log = log(name);
        assertThat(log.distinct()).as("each transition is there once").isEqualTo(log.size());
        log.byInstance().forEach((instance, transitions) -> assertThat(
                        transitions.stream().map(Transition::sequence))
                .as("the transitions of %s have no gap", instance)
                .containsExactlyElementsOf(IntStream.range(0, transitions.size())
                        .mapToObj(i -> (long) i)
                        .toList()));
        assertThat(ends(name).values().stream().collect(Collectors.groupingBy(reason -> reason, Collectors.counting())))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("paid", (long) CUSTOMERS / 2, "reminded", (long) CUSTOMERS / 2));
        await("each reminder has gone out")
                .atMost(PATIENCE)
                .until(() -> numbers(name).distinct().count() >= CUSTOMERS / 2);
        assertThat(numbers(name).sorted())
                .as("each of the others is reminded once")
                .containsExactlyElementsOf(IntStream.range(0, CUSTOMERS)
                        .filter(i -> i % 2 == 1)
                        .mapToObj(i -> name + "-" + i)
                        .sorted()
                        .toList());
    }

    private void harm(Harm harm) {
        switch (harm) {
            case KILLED_AGAIN_AND_AGAIN -> {
                for (ServiceProcess pod : List.of(second, first, second)) {
                    pod.kill();
                    pod.start();
                    pod.awaitReady();
                }
            }
            case PAUSED_UNTIL_IT_IS_A_ZOMBIE -> {
                second.pause();
                LockSupport.parkNanos(ZOMBIE.toNanos());
                second.resume();
            }
            case KAFKA_RESTARTED -> {
                suite.stack().kafka().stop();
                suite.stack().kafka().start();
            }
        }
    }

    /** Customers one after the other; each second one pays with the next event, well before the reminder is due. */
    private void comeIn(String name) {
        long start = System.nanoTime();
        for (int i = 0; i < CUSTOMERS; i++) {
            String user = name + "-user-" + i;
            suite.sender().track(user, name + " begun", name + "-" + i);
            if (i % 2 == 0) {
                suite.sender().track(user, name + " paid", name + "-" + i + "-paid");
            }
            long due = start + i * 1_000_000_000L / PER_SECOND;
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        }
    }

    private void publish(String name) {
        suite.client().publish("""
                {"key":"%s","name":"%s","entry":{"on":{"event":"%s begun"},"reentry":{"mode":"every-time","key":"n"}},
                 "start":"pay","steps":{
                   "pay":{"type":"wait","until":{"event":"%s paid"},"atMost":"PT6S","then":"paid","onTimeout":"remind"},
                   "remind":{"type":"send","channel":"webhook","template":"hook","purpose":"transactional","next":"reminded"},
                   "paid":{"type":"exit","reason":"paid"},
                   "reminded":{"type":"exit","reason":"reminded"}}}""".formatted(name, name, name, name));
    }

    private TransitionLog log(String name) {
        return TransitionLog.of(suite.stack().kafka().bootstrapServers(), name);
    }

    private Map<String, String> ends(String name) {
        return log(name).byInstance().entrySet().stream()
                .filter(entry -> entry.getValue().getLast().kind() == Transition.Kind.EXITED)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getLast().reason()));
    }

    private Stream<String> numbers(String name) {
        return suite.receiver().calls(name + "-").stream().map(WebhookReceiver.Call::n);
    }
}
