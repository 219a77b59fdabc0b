package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Identifier;
import io.itinera.local.stack.StackPort;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who tries a live journey out goes its whole way, and no message leaves the house. */
class TestersTest {

    private static final Pattern CLICK = Pattern.compile("href=\"(http[^\"]+/c/[^\"]+)\"");
    private static final String TESTER = "tried-tester";
    private static final String CUSTOMER = "tried-customer";

    private final RunningSuite suite = RunningSuite.get();

    @Test
    void aTestersMessagesAreInTheSandboxAndACustomersAreSent() {
        suite.client()
                .must(
                        StackPort.PROFILES,
                        "PUT",
                        "/v1/segments/" + RunningSuite.TESTERS,
                        "{\"name\":\"Testers\",\"condition\":{\"trait\":\"tester\",\"eq\":true}}");
        suite.client().publish("""
                {"key":"tried","name":"Tried","entry":{"on":{"event":"tried"}},"start":"mail","steps":{
                   "mail":{"type":"send","channel":"email","template":"letter","purpose":"transactional","next":"look"},
                   "look":{"type":"wait","until":{"message":{"step":"mail","is":"clicked"}},"atMost":"P1D","then":"answer","onTimeout":"end"},
                   "answer":{"type":"send","channel":"webhook","template":"hook","purpose":"transactional","next":"end"},
                   "end":{"type":"exit"}}}""");
        suite.sender().identify(TESTER, "{\"email\":\"%s\",\"tester\":true}".formatted(address(TESTER)));
        suite.sender().identify(CUSTOMER, "{\"email\":\"%s\"}".formatted(address(CUSTOMER)));
        await("the tester is one").atMost(RunningSuite.PATIENCE).until(() -> suite.client()
                .call(StackPort.PROFILES, "GET", "/v1/profiles/userId:" + TESTER, null, Map.of())
                .body()
                .path("segments")
                .toString()
                .contains(RunningSuite.TESTERS));

        suite.sender().track(TESTER, "tried", TESTER);
        suite.sender().track(CUSTOMER, "tried", CUSTOMER);

        await("the customer's mail").atMost(RunningSuite.PATIENCE).until(() -> !suite.mails(address(CUSTOMER))
                .isEmpty());
        await("the tester's mail in the sandbox")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> sandboxed().size() == 1);
        JsonNode content = suite.client()
                .get(
                        StackPort.CHANNELS,
                        "/v1/messages/" + sandboxed().getFirst().get("id").asText() + "/content");
        assertThat(content.get("address").asText()).isEqualTo(address(TESTER));
        Matcher link = CLICK.matcher(content.get("html").asText());
        assertThat(link.find()).isTrue();
        suite.client().visit(link.group(1).replace("&amp;", "&"));
        await("the journey goes on after the click in the sandbox")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> sandboxed().size() == 2);

        assertThat(suite.mails(address(TESTER))).isEmpty();
        assertThat(suite.receiver().calls(TESTER)).isEmpty();
    }

    /** The tester's messages that were kept and not sent. */
    private List<JsonNode> sandboxed() {
        String profile = new Identifier(Identifier.Kind.USER, TESTER).derivedProfileId();
        return suite.client()
                .get(StackPort.CHANNELS, "/v1/messages?profileId=" + profile)
                .get("messages")
                .valueStream()
                .filter(message -> message.get("test").asBoolean()
                        && "sandbox".equals(message.path("reason").asText()))
                .toList();
    }

    private static String address(String user) {
        return user + "@customers.example";
    }
}
