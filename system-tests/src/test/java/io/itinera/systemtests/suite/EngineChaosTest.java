package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import io.itinera.local.backend.ReceivedMail;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promises 1, 2 and 5 with two engine pods: whatever happens to one of them, to the broker or to PostgreSQL while customers come in, everybody
 * ends where an independent implementation of the journey language says, told what is on {@code activity}; no event is lost, and
 * each event, step and message is there once.
 *
 * <p>{@code -Ditinera.chaos.rounds=10} does each kind of harm ten times in a row, with customers of their own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineChaosTest {

    /** What a normal build has time for; {@code all} are tried by the command of docs/reliability.md. */
    private static final String USUAL =
            "killed_again_and_again,paused_until_it_is_a_zombie,clock_set_forward_and_right";

    private static final int CUSTOMERS = Integer.getInteger("itinera.chaos.customers", 400);

    private final RunningSuite suite = RunningSuite.get();
    private final ChaosFigures figures = new ChaosFigures();
    private Pods pods;

    record Case(Pods.Harm harm, int round) {
        /** Key of the journey, and beginning of all names. */
        String key() {
            return "chaos-%s-%d".formatted(harm.name().toLowerCase(Locale.ROOT).replace('_', '-'), round);
        }
    }

    static List<Case> cases() {
        String wanted = System.getProperty("itinera.chaos.harms", USUAL).toUpperCase(Locale.ROOT);
        List<Pods.Harm> harms = wanted.equals("ALL")
                ? List.of(Pods.Harm.values())
                : Arrays.stream(wanted.split(",")).map(Pods.Harm::valueOf).toList();
        return IntStream.range(0, Integer.getInteger("itinera.chaos.rounds", 1))
                .boxed()
                .flatMap(round -> harms.stream().map(harm -> new Case(harm, round)))
                .toList();
    }

    @BeforeAll
    void startTheSecondPod() {
        pods = new Pods(suite);
    }

    @AfterAll
    void stopTheSecondPod() {
        pods.close();
        figures.tell();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everybodyEndsWhereTheReferenceSaysAndNothingIsLostOrHappensTwice(Case given) {
        String name = given.key();
        Crowd crowd = new Crowd(suite, name);
        Observed observed = new Observed(name, crowd::isOneOfThem);
        int mailsBefore = suite.stack().inbox().size();
        int killsBefore = pods.kills();
        try (TopicTail tail = new TopicTail(suite.stack().kafka().bootstrapServers(), Observed.TOPICS, observed)) {
            crowd.publishJourney();
            warmUp(name);

            CountDownLatch over = new CountDownLatch(1);
            CompletableFuture<Void> customers =
                    CompletableFuture.runAsync(() -> crowd.comeIn(CUSTOMERS, () -> over.getCount() > 0));
            await("the first are reminded")
                    .atMost(RunningSuite.PATIENCE)
                    .until(() -> !suite.receiver().calls(name + "-").isEmpty());
            try {
                pods.suffer(given.harm());
            } finally {
                over.countDown();
            }
            customers.join();
            await("whoever is to be reminded is")
                    .atMost(RunningSuite.PATIENCE)
                    .until(() -> delivered(name, mailsBefore).distinct().count()
                            >= crowd.reminded().count());
            crowd.payLate();
            await("the engine has done what the reference does")
                    .atMost(RunningSuite.PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> observed.happened().size() >= crowd.sent().size()
                            && observed.seen().equals(observed.expected(Instant.now())));
            pods.heal();
            await("channel-service has said what became of each message")
                    .atMost(RunningSuite.PATIENCE)
                    .until(() ->
                            observed.sentInLives().size() >= crowd.reminded().count());
            tail.awaitNow();
        }

        List<String> delivered = delivered(name, mailsBefore).toList();
        figures.seen(given.harm(), figures(crowd, observed, delivered, pods.kills() - killsBefore));
        nothingIsLostOrThereTwice(crowd, observed);
        everyMessageIsThereOnce(crowd, observed, delivered);
        figures.passed(given.harm());
    }

    /** Others come in until both pods are seen to move some of them. */
    private void warmUp(String name) {
        suite.publishAnswer(name + "-warm", name + "-warm", "transactional");
        AtomicInteger n = new AtomicInteger();
        pods.awaitBothAtWork(
                () -> suite.sender().stream(name + "-warm", "warm-" + name + "-" + n.getAndIncrement(), 20, 400));
    }

    private static void nothingIsLostOrThereTwice(Crowd crowd, Observed observed) {
        assertThat(observed.happened())
                .as("each event that intake has said it has is in its customer's life, once")
                .containsExactlyInAnyOrderElementsOf(crowd.sent());
        assertThat(observed.transitions()).as("each step is there once").doesNotHaveDuplicates();
        Map<String, List<String>> expected = observed.expected(Instant.now());
        assertThat(observed.seen()).isEqualTo(expected).hasSize(crowd.size());
    }

    private static void everyMessageIsThereOnce(Crowd crowd, Observed observed, List<String> delivered) {
        List<String> asked = observed.sends().stream().map(SendRequest::id).toList();
        assertThat(asked)
                .as("one message for each customer who is reminded")
                .hasSize(Math.toIntExact(crowd.reminded().count()))
                .doesNotHaveDuplicates();
        assertThat(delivered)
                .as("each message has reached the receiver or the inbox once")
                .containsExactlyInAnyOrderElementsOf(asked);
        assertThat(observed.outcomes().stream()
                        .filter(outcome -> outcome.status() == MessageStatus.SENT)
                        .map(MessageOutcome::messageId)
                        .distinct())
                .as("channel-service says of each message that it was sent")
                .containsExactlyInAnyOrderElementsOf(asked);
        assertThat(observed.sentInLives())
                .as("that it was sent is in its customer's life once")
                .containsExactlyInAnyOrderElementsOf(asked);
    }

    /** Ids of the messages that reached the receiver or the inbox. */
    private Stream<String> delivered(String name, int mailsBefore) {
        Stream<String> calls = suite.receiver().calls(name + "-").stream().map(WebhookReceiver.Call::id);
        Stream<String> mails = suite.stack().inbox().raw(mailsBefore).stream()
                .map(ReceivedMail::parse)
                .filter(mail -> mail.to().getFirst().startsWith(name + "-user-"))
                .map(mail -> mail.header("Message-ID").replaceAll("^<|@.*$", ""));
        return Stream.concat(calls, mails);
    }

    private static ChaosFigures.Figures figures(Crowd crowd, Observed observed, List<String> delivered, int kills) {
        Set<String> happened = Set.copyOf(observed.happened());
        return new ChaosFigures.Figures(
                1,
                crowd.size(),
                crowd.sent().size(),
                observed.transitions().size(),
                observed.sends().size(),
                kills,
                crowd.sent().stream().filter(event -> !happened.contains(event)).count(),
                again(observed.happened().stream()
                                .filter(event -> event.startsWith("track"))
                                .toList())
                        + again(observed.transitions())
                        + again(delivered),
                observed.latest());
    }

    /** How many were there before. */
    private static long again(List<String> all) {
        return all.size() - all.stream().distinct().count();
    }
}
