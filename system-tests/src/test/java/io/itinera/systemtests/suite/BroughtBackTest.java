package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Transition;
import io.itinera.local.stack.StackPort;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was refused and is brought back later is known of the customer, and starts nothing unless that is asked for. */
class BroughtBackTest {

    private static final String EVENT = "brought-back";

    private final RunningSuite suite = RunningSuite.get();

    @Test
    void anEventThatIsBroughtBackCountsAndStartsAJourneyOnlyWhereThatIsAskedFor() {
        suite.publishAnswer(EVENT, EVENT, "transactional");
        String first = refused("brought-back-1");
        String second = refused("brought-back-2");

        replay("{\"repaired\":{\"%s\":%s}}".formatted(first, event("brought-back-1")));
        await("it counts").atMost(RunningSuite.PATIENCE).until(() -> counted() == 1);
        await("its entry is refused").atMost(RunningSuite.PATIENCE).untilAsserted(() -> assertThat(told())
                .containsExactly("refused for-the-record"));
        replay("{\"repaired\":{\"%s\":%s},\"journeys\":true}".formatted(second, event("brought-back-2")));

        await("the second one is answered")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> !suite.receiver().calls(EVENT).isEmpty());
        assertThat(counted()).isEqualTo(2);
        assertThat(suite.receiver().calls(EVENT))
                .extracting(WebhookReceiver.Call::n)
                .containsExactly("brought-back-2");
    }

    /** The id of the letter that an event without an identifier becomes. */
    private String refused(String n) {
        suite.client()
                .track(
                        suite.writeKey(),
                        "track",
                        "{\"event\":\"%s\",\"messageId\":\"%s\",\"properties\":{\"n\":\"%s\"}}".formatted(EVENT, n, n));
        return await("the letter")
                .atMost(RunningSuite.PATIENCE)
                .until(
                        () -> suite.client()
                                .get(StackPort.INTAKE, "/v1/dead-letters?reason=no-identifier&limit=500")
                                .get("items")
                                .valueStream()
                                .filter(letter -> letter.get("value").asText().contains("\"" + n + "\""))
                                .map(letter -> letter.get("id").asText())
                                .toList(),
                        letters -> !letters.isEmpty())
                .getFirst();
    }

    private static String event(String n) {
        return "{\"event\":\"%s\",\"userId\":\"%s\",\"messageId\":\"%s\",\"properties\":{\"n\":\"%s\"}}"
                .formatted(EVENT, EVENT, n, n);
    }

    private void replay(String wanted) {
        JsonNode answer = suite.client()
                .must(StackPort.INTAKE, "POST", "/v1/dead-letters/replay", wanted)
                .body();
        assertThat(answer.get("replayed").asInt()).as(answer.toString()).isEqualTo(1);
    }

    private int counted() {
        return suite.client()
                .call(StackPort.PROFILES, "GET", "/v1/profiles/userId:" + EVENT, null, Map.of())
                .body()
                .path("eventCounts")
                .path(EVENT)
                .asInt();
    }

    private List<String> told() {
        return TransitionLog.of(suite.stack().kafka().bootstrapServers(), EVENT).all().stream()
                .filter(transition -> transition.kind() == Transition.Kind.REFUSED)
                .map(transition -> transition.kind().wire() + " " + transition.reason())
                .toList();
    }
}
