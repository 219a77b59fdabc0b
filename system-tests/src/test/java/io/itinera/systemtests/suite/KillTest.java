package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.local.stack.StackService;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promises 1 and 2: nothing acknowledged is lost, one effect per cause, also when a service is killed in mid-flow. */
class KillTest {

    private static final int EVENTS = 400;

    private final RunningSuite suite = RunningSuite.get();

    @ParameterizedTest
    @EnumSource(StackService.class)
    void killingAServiceLosesNoEventAndSendsNoMessageTwice(StackService service) {
        String name = "kill-" + service.name().toLowerCase(Locale.ROOT);
        suite.publishAnswer(name, name, "transactional");
        CompletableFuture<Void> sending =
                CompletableFuture.runAsync(() -> suite.sender().stream(name, name, EVENTS, 80));
        await("messages in flow")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> calls(name).size() > EVENTS / 5);

        suite.stack().service(service).kill();
        suite.restart(service);
        sending.join();

        await("one message for each event")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> numbers(name).size() == EVENTS);
        assertThat(numbers(name))
                .isEqualTo(
                        IntStream.range(0, EVENTS).mapToObj(i -> name + "-" + i).collect(Collectors.toSet()));
        assertThat(calls(name).stream().map(WebhookReceiver.Call::id).distinct())
                .as("one message id for each event: a message that is tried again keeps its id")
                .hasSize(EVENTS);
        if (service != StackService.CHANNEL) {
            assertThat(calls(name)).as("no message is sent twice").hasSize(EVENTS);
        }
    }

    private List<WebhookReceiver.Call> calls(String name) {
        return suite.receiver().calls(name + "-");
    }

    private Set<String> numbers(String name) {
        return calls(name).stream().map(WebhookReceiver.Call::n).collect(Collectors.toSet());
    }
}
