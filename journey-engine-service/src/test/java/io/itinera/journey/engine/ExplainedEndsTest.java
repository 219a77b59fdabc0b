package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.explain.Decision;
import io.itinera.journey.explain.DecisionSentences;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people are told of those who got nothing, were kept out, or were led elsewhere. */
class ExplainedEndsTest {

    private static List<String> said(Life life, String journey) {
        List<Decision> decisions = life.transitions().stream()
                .filter(t -> t.journey().journey().equals(journey))
                .map(DecisionSentences::of)
                .toList();
        List<String> said = DecisionSentences.say(decisions).stream()
                .map(Decision::sentence)
                .toList();
        assertThat(said).noneMatch(sentence -> sentence.contains("an unknown value"));
        return said;
    }

    private static JsonNode grouped(String key, int priority, String more) {
        return Documents.journey(
                key,
                "{ first: { type: 'wait', for: 'P1D', next: 'end' }, end: { type: 'exit' } }",
                "group: 'g'",
                "priority: " + priority,
                more);
    }

    @Test
    void whoIsHeldOutGotNothingByTheDraw() {
        Life life = Life.of(Life.profileDrawing("cart-recovery", "split", 0, 0.1))
                .publish(Documents.json(Documents.CART_RECOVERY))
                .trait("email", "ada@example.com")
                .track("Cart Updated", "total", 30)
                .after("PT1H");

        assertThat(life.sends()).isEmpty();
        assertThat(said(life, "cart-recovery").get(4))
                .matches(
                        "Went from split to end: the draw was \\d\\.\\d %, which is arm control, held out for comparison\\.");
    }

    @Test
    void whoMadeRoomForAnotherJourneyIsToldForWhich() {
        Life life = Life.with(grouped("low", 1, "name: 'Low'"), grouped("high", 2, "name: 'High'"))
                .track("Started");

        assertThat(said(life, "low"))
                .containsExactly(
                        "Did not enter version 1: the profile was in journey high of the same group g, which goes"
                                + " first.");
        Life preempted = Life.with(grouped("low", 1, "name: 'Low'")).track("Started");
        preempted.publish(grouped("high", 2, "name: 'High'")).after("PT1H").track("Started");
        assertThat(said(preempted, "low"))
                .endsWith(
                        "Left at first: journey high of the same group went first.",
                        "Did not enter version 1: the profile was in journey high of the same group g, which goes first.");
    }

    @Test
    void whoMayNotEnterAgainIsToldWhyNotAndFromWhenOn() {
        String entry = "entry: { on: { event: 'Started' }, reentry: { mode: '%s'%s } }";
        JsonNode once = Documents.json(
                "{ key: 'once', " + entry.formatted("once", "") + ", start: 'end', steps: { end: { type: 'exit' } } }");
        JsonNode cooling = Documents.json("{ key: 'cooling', " + entry.formatted("after-exit", ", cooldown: 'P2D'")
                + ", start: 'end', steps: { end: { type: 'exit' } } }");
        JsonNode keyed = Documents.json("{ key: 'keyed', " + entry.formatted("every-time", ", key: 'order'")
                + ", start: 'end', steps: { end: { type: 'exit' } } }");
        JsonNode live = Documents.journey(
                "live", "{ first: { type: 'wait', for: 'P9D', next: 'end' }, end: { type: 'exit' } }");
        Life life = Life.with(once, cooling, keyed, live)
                .track("Started", "order", 1)
                .after("PT1H")
                .track("Started");

        assertThat(said(life, "once").getLast())
                .isEqualTo("Did not enter version 1: the journey is entered once only, and the profile entered at 21"
                        + " November 2026, 10:00:00 (UTC).");
        assertThat(said(life, "cooling").getLast())
                .isEqualTo("Did not enter version 1: the profile had entered before, and may enter again only from 23"
                        + " November 2026, 10:00:00 (UTC) on.");
        assertThat(said(life, "keyed").getLast())
                .isEqualTo("Did not enter version 1: the event has no property order, which tells entries apart.");
        assertThat(said(life, "live").getLast())
                .matches("Did not enter version 1: the profile was in the journey already, as instance .+\\.");
    }

    @Test
    void whoIsLedToAnotherVersionIsToldByWhichMigrationAndWhatBecameOfTheWait() {
        JsonNode one =
                Documents.journey("j", "{ first: { type: 'wait', for: 'P3D', next: 'end' }, end: { type: 'exit' } }");
        JsonNode two =
                Documents.journey("j", "{ first: { type: 'wait', for: 'P2D', next: 'end' }, end: { type: 'exit' } }");
        Life life = Life.with(one).track("Started").after("PT1H");
        Instant moment = life.now();
        life.publish(new PublishedJourney(
                        "j",
                        PublishedJourney.State.LIVE,
                        2,
                        List.of(
                                new PublishedJourney.Version(1, one, Instant.EPOCH),
                                new PublishedJourney.Version(2, two, moment)),
                        List.of(new PublishedJourney.Migration(
                                1, null, List.of(1), 2, true, Map.of(), List.of(), moment)),
                        List.of(),
                        List.of()))
                .changed();

        assertThat(said(life, "j"))
                .endsWith(
                        "At first: led to version 2 by migration 1.",
                        "At first: goes on waiting in the other version until 23 November 2026, 10:00:00 (UTC).");
    }

    @Test
    void whoIsNoLongerNeededAfterAMergeIsToldWhichInstanceGoesOn() {
        JsonNode journey =
                Documents.journey("j", "{ first: { type: 'wait', for: 'P3D', next: 'end' }, end: { type: 'exit' } }");
        Life older = Life.of("older").publish(journey).track("Started");
        Life younger = Life.of("younger").publish(journey).after("PT1H").track("Started");
        older.mergeInto(younger);

        assertThat(said(younger, "j"))
                .anyMatch(sentence -> sentence.matches(
                        "Left at first: two profiles became one, and the older instance .+" + " goes on\\."));
        assertThat(younger.transitions()).extracting(Transition::reason).contains("merged");
    }
}
