package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.local.backend.ReceivedMail;
import io.itinera.local.stack.StackPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the customer does with a mail comes back and steers the journey. */
class EngagementTest {

    private final RunningSuite suite = RunningSuite.get();

    @ParameterizedTest
    @ValueSource(strings = {"opened", "clicked", "unsubscribed"})
    void aJourneyGoesOnWhenItsMailIs(String status) throws Exception {
        String user = "engaged-" + status;
        String address = user + "@customers.example";
        suite.client().publish("""
                        {"key":"%1$s","name":"Engaged","entry":{"on":{"event":"%1$s"},"reentry":{"mode":"every-time","key":"n"}},
                         "start":"mail","steps":{
                           "mail":{"type":"send","channel":"email","template":"letter","purpose":"marketing","next":"look"},
                           "look":{"type":"wait","until":{"message":{"step":"mail","is":"%2$s"}},"atMost":"P1D",
                                   "then":"answer","onTimeout":"end"},
                           "answer":{"type":"send","channel":"webhook","template":"hook","purpose":"transactional","next":"end"},
                           "end":{"type":"exit"}}}""".formatted(user, status));
        suite.client().must(StackPort.CONSENT, "POST", "/v1/consents", """
                        {"decisions":[{"userId":"%s","channel":"email","purpose":"marketing","decision":"granted",
                          "source":"system-test","textVersion":"1"}]}""".formatted(user));
        suite.sender().identify(user, "{\"email\":\"%s\",\"firstName\":\"Ada\"}".formatted(address));
        suite.sender().track(user, user, user + "-0");
        await("the mail").atMost(RunningSuite.PATIENCE).until(() -> !suite.mails(address)
                .isEmpty());
        ReceivedMail mail = suite.mails(address).getFirst();
        assertThat(mail.html()).contains("Hello Ada");

        act(status, mail);

        await("the journey's next message").atMost(RunningSuite.PATIENCE).untilAsserted(() -> assertThat(
                        suite.receiver().calls(user + "-"))
                .hasSize(1));
    }

    private static void act(String status, ReceivedMail mail) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    switch (status) {
                        case "opened" ->
                            HttpRequest.newBuilder(first(mail.html(), "src=\"(http[^\"]+/o/[^\"]+)\""))
                                    .build();
                        case "clicked" ->
                            HttpRequest.newBuilder(first(mail.html(), "href=\"(http[^\"]+/c/[^\"]+)\""))
                                    .build();
                        default ->
                            HttpRequest.newBuilder(first(mail.header("List-Unsubscribe"), "<(http[^>]+)>"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                                    .build();
                    };
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isBetween(200, 399);
        }
    }

    private static URI first(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return URI.create(matcher.group(1).replace("&amp;", "&"));
    }
}
