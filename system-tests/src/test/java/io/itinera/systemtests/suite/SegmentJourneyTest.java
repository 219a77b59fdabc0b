package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Transition;
import io.itinera.local.stack.StackPort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Journeys that ask for what customers did, or did not do: the engine asks, profile-service keeps the segments. */
class SegmentJourneyTest {

    /** Long enough for whatever should not happen. */
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private static final String END = "\"end\":{\"type\":\"exit\"}";

    private final RunningSuite suite = RunningSuite.get();

    @AfterEach
    void theCheckerFindsNoMembershipThatTheLogDoesNotSay() {
        await("the checker agrees").atMost(RunningSuite.PATIENCE).untilAsserted(() -> {
            JsonNode report = suite.client()
                    .must(StackPort.PROFILES, "POST", "/v1/segments/check?sample=500", null)
                    .body();
            assertThat(report.get("mismatches")).as(report.toString()).isEmpty();
        });
    }

    @Test
    void theThirdViewOfPricingInSevenDaysBringsACustomerInOnceAlsoWhereTwoWereBeforeTheJourney() {
        views("keen-before", 3);
        views("keen-half", 2);
        await("the views are counted")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> counted("keen-half", "Keen Pricing") == 2);

        suite.client().publish("""
                {"key":"keen","entry":{"on":{"event":"Keen Pricing","count":3,"within":"P7D"},"reentry":{"mode":"after-exit"}},
                 "start":"end","steps":{%s}}""".formatted(END));
        JsonNode published = suite.client().get(StackPort.JOURNEYS, "/v1/journeys/keen");
        assertThat(published.at("/preparing/0/version").asInt()).isEqualTo(1);
        assertThat(published.at("/preparing/0/waitsFor/0/segment").asText()).startsWith("derived-");
        becomesReady("keen");
        assertThat(suite.client().get(StackPort.JOURNEYS, "/v1/journeys/keen").get("preparing"))
                .isEmpty();
        JsonNode segment = suite.client()
                .get(
                        StackPort.PROFILES,
                        "/v1/segments/"
                                + published
                                        .at("/preparing/0/waitsFor/0/segment")
                                        .asText());
        assertThat(segment.get("state").asText()).isEqualTo("ready");
        await("who was in before is in the segment")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> suite.client()
                                .get(
                                        StackPort.PROFILES,
                                        "/v1/segments/" + segment.get("key").asText())
                                .get("members")
                                .asInt()
                        == 1);

        view("keen-before", 3);
        view("keen-half", 2);
        views("keen-fresh", 4);

        await("both have entered")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> entered("keen").size() == 2);
        await().during(A_WHILE)
                .atMost(RunningSuite.PATIENCE)
                .until(() -> entered("keen").size() == 2);
        assertThat(entered("keen")).containsExactlyInAnyOrder(profile("keen-half"), profile("keen-fresh"));
    }

    @Test
    void anAbsenceIsToldByTimeAloneAndNotEarlierThanItIsOne() {
        suite.client().publish("""
                {"key":"absent","entry":{"on":{"event":"Absent Trial"}},"start":"quiet","steps":{
                   "quiet":{"type":"wait","until":{"not":{"event":"Absent Login","within":"PT12S"}},"atMost":"PT5M","then":"nudge","onTimeout":"end"},
                   "nudge":{"type":"branch","branches":[{"when":{"event":"Absent Login","count":3,"within":"P7D"},"next":"often"}],"otherwise":"end"},
                   "often":{"type":"exit","reason":"often"},%s}}""".formatted(END));
        becomesReady("absent");

        suite.sender().track("absent-goes", "Absent Login", "absent-goes-0");
        suite.sender().track("absent-stays", "Absent Login", "absent-stays-0");
        awaitCount("absent-goes", "Absent Login", 1);
        awaitCount("absent-stays", "Absent Login", 1);
        suite.sender().track("absent-goes", "Absent Trial", "absent-goes-t");
        suite.sender().track("absent-stays", "Absent Trial", "absent-stays-t");
        for (int login = 1; login <= 7; login++) {
            await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
            suite.sender().track("absent-stays", "Absent Login", "absent-stays-" + login);
        }

        await("both are told")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> exits("absent").size() == 2);
        assertThat(ended("absent", "absent-goes")).isEqualTo("completed");
        assertThat(ended("absent", "absent-stays")).isEqualTo("often");
        for (String user : List.of("absent-goes", "absent-stays")) {
            Instant last = lastSeen(user, "Absent Login");
            assertThat(exits("absent").stream()
                            .filter(t -> t.profileId().equals(profile(user)))
                            .map(Transition::at))
                    .as("the absence of %s begins when its time is over, to the millisecond", user)
                    .containsExactly(last.plusSeconds(12));
        }
    }

    @Test
    void whoComesIntoASegmentOrLeavesItEntersOnceAndWhoWasInBeforeDoesNot() {
        suite.client()
                .must(
                        StackPort.PROFILES,
                        "PUT",
                        "/v1/segments/gold-members",
                        "{\"name\":\"Gold\",\"condition\":{\"trait\":\"tier\",\"eq\":\"gold\"}}");
        await("the segment is filled").atMost(RunningSuite.PATIENCE).until(() -> suite.client()
                .get(StackPort.PROFILES, "/v1/segments/gold-members")
                .get("state")
                .asText()
                .equals("ready"));
        suite.sender().identify("gold-before", "{\"tier\":\"gold\"}");
        await("one is in").atMost(RunningSuite.PATIENCE).until(() -> segments("gold-before")
                .contains("gold-members"));
        publishOn("gold-in", "entered");
        publishOn("gold-out", "left");
        suite.client().publish("""
                {"key":"gold-asked","entry":{"on":{"api":true},"audience":{"segment":"gold-members"}},"start":"end","steps":{%s}}""".formatted(END));
        await().pollDelay(A_WHILE).until(() -> true);

        suite.sender().identify("gold-new", "{\"tier\":\"gold\"}");
        suite.sender().track("gold-new", "Something", "gold-new-1");
        suite.sender().track("gold-before", "Something", "gold-before-1");
        await("the new one enters").atMost(RunningSuite.PATIENCE).until(() -> !entered("gold-in")
                .isEmpty());
        suite.sender().track("gold-before", "Tier", "gold-before-2");
        leaves("gold-before");

        await("who leaves enters").atMost(RunningSuite.PATIENCE).until(() -> !entered("gold-out")
                .isEmpty());
        await().during(A_WHILE)
                .atMost(RunningSuite.PATIENCE)
                .until(() ->
                        entered("gold-in").size() == 1 && entered("gold-out").size() == 1);
        assertThat(entered("gold-in")).containsExactly(profile("gold-new"));
        assertThat(entered("gold-out")).containsExactly(profile("gold-before"));

        for (String user : List.of("gold-new", "gold-before")) {
            suite.client()
                    .must(
                            StackPort.JOURNEYS,
                            "POST",
                            "/v1/journeys/gold-asked/entries",
                            "{\"userId\":\"%s\"}".formatted(user));
        }
        await("an entry by API sees segments")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> entered("gold-asked").size() == 1
                        && TransitionLog.of(kafka(), "gold-asked").all().stream()
                                .anyMatch(t -> "audience".equals(t.reason())));
        assertThat(entered("gold-asked")).containsExactly(profile("gold-new"));
    }

    private void leaves(String user) {
        suite.client().track(suite.writeKey(), "identify", """
                {"userId":"%s","messageId":"leaves-%s","traits":{"tier":"free"}}""".formatted(user, user));
    }

    private void publishOn(String key, String is) {
        suite.client().publish("""
                {"key":"%s","entry":{"on":{"segment":"gold-members","is":"%s"},"reentry":{"mode":"every-time"}},
                 "start":"end","steps":{%s}}""".formatted(key, is, END));
    }

    private void views(String user, int times) {
        for (int i = 0; i < times; i++) {
            view(user, i);
        }
    }

    private void view(String user, int number) {
        suite.sender().track(user, "Keen Pricing", user + "-" + number);
    }

    private void becomesReady(String journey) {
        await("version 1 of " + journey + " is in use")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> suite.client()
                        .get(StackPort.JOURNEYS, "/v1/journeys/" + journey + "/preparation")
                        .get("state")
                        .asText()
                        .equals("ready"));
        // The engine's pods hear of it in a moment.
        await().pollDelay(A_WHILE).until(() -> true);
    }

    private void awaitCount(String user, String event, int count) {
        await().atMost(RunningSuite.PATIENCE).until(() -> counted(user, event) == count);
    }

    private int counted(String user, String event) {
        JsonNode counts = suite.client()
                .call(StackPort.PROFILES, "GET", "/v1/profiles/userId:" + user, null, Map.of())
                .body()
                .path("eventCounts");
        return counts.path(event).asInt();
    }

    private List<String> segments(String user) {
        JsonNode profile = suite.client()
                .call(StackPort.PROFILES, "GET", "/v1/profiles/userId:" + user, null, Map.of())
                .body();
        return profile.path("segments").valueStream().map(JsonNode::asText).toList();
    }

    /** When the latest event of that name came in. */
    private Instant lastSeen(String user, String event) {
        return suite.client()
                .get(StackPort.PROFILES, "/v1/profiles/userId:" + user + "/timeline?limit=100")
                .get("items")
                .valueStream()
                .filter(item -> item.toString().contains("\"" + event + "\""))
                .map(item -> Instant.parse(item.get("at").asText()))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private String profile(String user) {
        return suite.client()
                .get(StackPort.PROFILES, "/v1/profiles/userId:" + user)
                .get("id")
                .asText();
    }

    private String kafka() {
        return suite.stack().kafka().bootstrapServers();
    }

    private List<String> entered(String journey) {
        return TransitionLog.of(kafka(), journey).all().stream()
                .filter(t -> t.kind() == Transition.Kind.ENTERED)
                .map(Transition::profileId)
                .toList();
    }

    private List<Transition> exits(String journey) {
        return TransitionLog.of(kafka(), journey).all().stream()
                .filter(t -> t.kind() == Transition.Kind.EXITED)
                .toList();
    }

    private String ended(String journey, String user) {
        String profile = profile(user);
        return exits(journey).stream()
                .filter(t -> t.profileId().equals(profile))
                .map(Transition::reason)
                .collect(Collectors.joining(","));
    }
}
