package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.contracts.Transition;
import io.itinera.local.stack.StackService;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A webhook step calls at least once: who was called can tell a repeat by its id, and one answer counts. */
class WebhookStepTest {

    private final RunningSuite suite = RunningSuite.get();

    @Test
    void aPodThatIsKilledBetweenTheCallAndItsAnswerCallsAgainWithTheSameIdAndOneAnswerCounts() {
        suite.client().publish("""
                {"key":"slow-call","entry":{"on":{"event":"Slow call"}},"start":"ask","steps":{
                   "ask":{"type":"webhook","url":"http://127.0.0.1:%d/slow","body":{"n":{"property":"n"}},"atMost":"PT5M",
                          "next":"check","onFailure":"sorry"},
                   "check":{"type":"branch","branches":[{"when":{"context":"ask.body.score","gte":50},"next":"hot"}],"otherwise":"sorry"},
                   "hot":{"type":"exit","reason":"hot"},"sorry":{"type":"exit","reason":"sorry"}}}""".formatted(suite.receiver().port()));
        suite.sender().track("slow-caller", "Slow call", "slow-call-1");
        await("the call").atMost(RunningSuite.PATIENCE).until(() -> calls().size() == 1);

        suite.stack().service(StackService.JOURNEY).kill();
        suite.restart(StackService.JOURNEY);

        await("the instance goes on").atMost(RunningSuite.PATIENCE).until(() -> transitions().stream()
                .anyMatch(t -> t.kind() == Transition.Kind.EXITED));
        assertThat(calls()).as("the call is made again").hasSizeGreaterThanOrEqualTo(2);
        assertThat(calls().stream().map(WebhookReceiver.Call::id).distinct())
                .as("under the same id")
                .hasSize(1);
        assertThat(transitions())
                .extracting(Transition::reason)
                .containsExactly("event", "call", "answered", "condition", "hot");
    }

    private List<WebhookReceiver.Call> calls() {
        return suite.receiver().calls("slow-call-");
    }

    private List<Transition> transitions() {
        return TransitionLog.of(suite.stack().kafka().bootstrapServers(), "slow-call")
                .all();
    }
}
