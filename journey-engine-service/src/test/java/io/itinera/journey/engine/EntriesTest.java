package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Conditions;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Documents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who enters, who does not, and what is said about it. */
class EntriesTest {

    private static final String STEPS = "{ first: { type: 'wait', for: 'PT1H', next: 'end' }, end: { type: 'exit' } }";

    private static JsonNode journey(String entry, String... more) {
        return keyed("j", entry, more);
    }

    private static JsonNode keyed(String key, String entry, String... more) {
        String fields = more.length == 0 ? "" : ", " + String.join(", ", more);
        return Documents.json("{ key: '" + key + "', entry: { on: { event: 'Started' }" + entry
                + " }, start: 'first', steps: " + STEPS + fields + " }");
    }

    @Test
    void onceMeansEver() {
        Life life = Life.with(journey(", reentry: { mode: 'once' }"))
                .track("Started")
                .after("P400D")
                .track("Started");

        assertThat(life.told()).endsWith("exited end (completed)", "refused (once)");
        assertThat(life.state().isEmpty()).isFalse();
    }

    @Test
    void afterExitMeansThatNoInstanceIsLive() {
        Life life = Life.with(journey(", reentry: { mode: 'after-exit' }"))
                .track("Started")
                .after("PT30M")
                .track("Started")
                .after("PT30M")
                .track("Started");

        assertThat(life.told())
                .containsExactly(
                        "entered > first (event)",
                        "waiting first (for)",
                        "refused (live)",
                        "moved first > end (due)",
                        "exited end (completed)",
                        "entered > first (event)",
                        "waiting first (for)");
    }

    @Test
    void theCooldownCountsFromTheLastEntryInCalendarDaysOfTheProfile() {
        Life life = Life.with(journey(", reentry: { mode: 'after-exit', cooldown: 'P1D' }"))
                .trait("timezone", "Europe/Berlin")
                .at("2026-03-28T11:00:00Z")
                .track("Started")
                .at("2026-03-29T09:59:59Z")
                .track("Started");

        assertThat(life.last().reason()).isEqualTo("cooldown");
        assertThat(life.last().detail()).containsEntry("until", "2026-03-29T10:00:00Z");
        assertThat(life.at("2026-03-29T10:00:00Z").track("Started").told()).endsWith("waiting first (for)");
    }

    @Test
    void aCooldownThatIsOverIsForgotten() {
        Life life = Life.with(journey(", reentry: { mode: 'after-exit', cooldown: 'P1D' }"))
                .track("Started");
        assertThat(life.after("PT2H").state().isEmpty()).isFalse();

        assertThat(life.after("P4D").track("Other").state().isEmpty()).isTrue();
    }

    @Test
    void everyTimeMeansOneLiveInstancePerKey() {
        Life life = Life.with(journey(", reentry: { mode: 'every-time', key: 'cart.id' }"))
                .track("Started", "cart", Map.of("id", "a"))
                .track("Started", "cart", Map.of("id", "b"))
                .track("Started", "cart", Map.of("id", "a"))
                .track("Started");

        assertThat(life.state().live()).extracting(Instance::key).containsExactlyInAnyOrder("a", "b");
        assertThat(life.told()).endsWith("refused (live)", "refused (no-key)");
    }

    @Test
    void theAudienceIsAskedAtEntryAndExplained() {
        JsonNode journey = journey(", audience: { not: { segment: 'staff' } }");
        Life staff = Life.with(journey).segment("staff").track("Started");
        Life customer = Life.with(journey).track("Started");

        assertThat(staff.told()).containsExactly("refused (audience)");
        assertThat(staff.last().detail().toString()).contains("not={is={segment=staff}", "holds=false");
        assertThat(staff.state().isEmpty()).isTrue();
        assertThat(customer.transitions().getFirst().detail().toString()).contains("holds=true");
    }

    @Test
    void aRolloutTakesItsShareAndAlwaysTheNamedSegments() {
        JsonNode journey = journey(", rollout: { percent: 10, always: ['qa'] }");
        int entered = 0;
        for (int i = 0; i < 2_000; i++) {
            entered += Life.of("profile-" + i)
                    .publish(journey)
                    .track("Started")
                    .state()
                    .live()
                    .size();
        }
        Life outside = Life.with(journey(", rollout: { percent: 0 }")).track("Started");
        Life tester = Life.with(journey(", rollout: { percent: 0, always: ['qa'] }"))
                .segment("qa")
                .track("Started");

        assertThat(entered).isBetween(150, 250);
        assertThat(outside.told()).containsExactly("refused (rollout)");
        assertThat(tester.told()).startsWith("entered > first (event)");
    }

    @Test
    void anEntryTellsWhichNamedSegmentsTheProfileIsIn() {
        Life customer = Life.with(journey(""))
                .segment("vip")
                .segment(Conditions.DERIVED + "0123456789abcdef")
                .segment("entry-3d813cbb-47fb-52ba-91df-831e1593ac29")
                .segment("entry-level")
                .segment("berlin");
        Life crowded = Life.with(journey(""));
        for (int i = 0; i < 101; i++) {
            crowded.segment("segment-" + i);
        }

        assertThat(customer.track("Started").transitions().getFirst().detail())
                .containsEntry("segments", List.of("berlin", "entry-level", "vip"));
        assertThat(crowded.track("Started").transitions().getFirst().detail()).doesNotContainKey("segments");
        assertThat(Life.with(journey(""))
                        .track("Started")
                        .transitions()
                        .getFirst()
                        .detail())
                .containsEntry("segments", List.of());
    }

    @Test
    void whoTriesAJourneyOutIsMarkedInEveryTransition() {
        JsonNode journey = journey(", rollout: { percent: 0, always: ['qa', 'beta'] }");
        Life tester = Life.of("t")
                .testing("qa")
                .publish(journey)
                .segment("qa")
                .track("Started")
                .after("P1D");
        Life beta = Life.of("b")
                .testing("qa")
                .publish(journey)
                .segment("beta")
                .track("Started")
                .after("P1D");

        assertThat(tester.transitions()).hasSize(4).allSatisfy(t -> assertThat(t.detail())
                .containsEntry("test", true));
        assertThat(beta.transitions()).hasSize(4).allSatisfy(t -> assertThat(t.detail())
                .doesNotContainKey("test"));
    }

    @Test
    void messagesOfWhoTriesAJourneyOutSayThatTheyAreTests() {
        String mail = """
                { key: 'j', entry: { on: { event: 'Started' }, rollout: { always: ['beta'] } }, start: 'mail', steps: {
                    mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'end' }, end: { type: 'exit' } } }""";
        Life tester = Life.of("t").testing("qa").publish(Documents.json(mail));
        Life beta = Life.of("b").testing("qa").publish(Documents.json(mail));

        tester.segment("qa").track("Started");
        beta.segment("beta").track("Started");

        assertThat(tester.sends()).singleElement().satisfies(sent -> assertThat(sent.test())
                .isTrue());
        assertThat(beta.sends()).singleElement().satisfies(sent -> assertThat(sent.test())
                .isFalse());
    }

    @Test
    void anEventOlderThanMaxAgeDoesNotEnterAndALateOneWithinItDoes() {
        Life life = Life.with(journey(", maxAge: 'PT2H'"));
        life.trackAt(Life.START.minus(Duration.ofHours(3)), "Started");
        assertThat(life.told()).containsExactly("refused (too-old)");

        life.trackAt(Life.START.minus(Duration.ofHours(2)), "Started");
        assertThat(life.told()).endsWith("waiting first (for)");
        assertThat(life.last().at()).isEqualTo(Life.START);
    }

    @Test
    void theSameActivityTwiceEntersOnce() {
        Life life = Life.with(journey(", reentry: { mode: 'every-time' }"));
        Activity twice =
                life.activity(new Activity.Tracked(EventType.TRACK, "Started", Map.of(), Map.of(), Life.START, "test"));
        life.apply(new Input.ActivityHappened(twice)).apply(new Input.ActivityHappened(twice));

        assertThat(life.state().live()).hasSize(1);
    }

    @Test
    void journeysApplyByPriorityAndThenByKey() {
        Life life =
                Life.with(keyed("b", "", "priority: 1"), keyed("c", "", "priority: 5"), keyed("a", "", "priority: 1"));
        life.track("Started");

        assertThat(life.transitions().stream()
                        .filter(t -> t.kind() == Transition.Kind.ENTERED)
                        .map(t -> t.journey().journey()))
                .containsExactly("c", "a", "b");
    }

    @Test
    void aJourneyThatIsExitedByTheEventThatEntersItExitsAndThenEnters() {
        Life life = Life.with(journey("", "exits: [ { key: 'again', on: { event: 'Started' } } ]"))
                .track("Started")
                .track("Started");

        assertThat(life.told())
                .containsExactly(
                        "entered > first (event)",
                        "waiting first (for)",
                        "exited first (exit:again)",
                        "entered > first (event)",
                        "waiting first (for)");
    }

    @Test
    void withinAGroupTheHigherPriorityPreemptsAndTheOthersAreBlocked() {
        Life life = Life.with(
                Documents.json(
                        "{ key: 'low', entry: { on: { event: 'Low' } }, start: 'first', group: 'g', priority: 1, steps: "
                                + STEPS + " }"),
                Documents.json(
                        "{ key: 'high', entry: { on: { event: 'High' } }, start: 'first', group: 'g', priority: 2, steps: "
                                + STEPS + " }"));
        life.track("Low").track("High").track("Low");

        assertThat(life.told("low")).endsWith("exited first (preempted)", "refused (group)");
        assertThat(life.told("high")).endsWith("waiting first (for)");
    }

    @Test
    void enteringASegmentCanBeginAJourney() {
        Life life = Life.with(
                Documents.json("{ key: 'j', entry: { on: { segment: 'vip', is: 'entered' } }, start: 'first', steps: "
                        + STEPS + " }"));
        Activity.Cause cause = new Activity.Tracked(EventType.IDENTIFY, null, Map.of(), Map.of(), Life.START, "test");
        life.happen(cause, new Activity.SegmentChange("vip", false));
        assertThat(life.transitions()).isEmpty();

        life.happen(cause, new Activity.SegmentChange("vip", true));
        assertThat(life.told()).startsWith("entered > first (event)");
    }

    @Test
    void theCatalogTellsWithoutStateWhetherAnEntryListens() {
        Life life = Life.with(Documents.json(Documents.CART_RECOVERY));
        Catalog catalog = life.catalog();

        assertThat(catalog.concerns(cart(life, 20))).isTrue();
        assertThat(catalog.concerns(cart(life, 19))).isFalse();
        assertThat(catalog.without("cart-recovery").concerns(cart(life, 20))).isFalse();
        life.publish(PublishedJourney.State.ARCHIVED, Documents.json(Documents.CART_RECOVERY));
        assertThat(life.catalog().concerns(cart(life, 20))).isFalse();
        assertThat(catalog.concerns(cart(life, 20))).isTrue();
    }

    private static Activity cart(Life life, int total) {
        return life.activity(new Activity.Tracked(
                EventType.TRACK, "Cart Updated", Map.of("total", total), Map.of(), Life.START, "test"));
    }

    @Test
    void anEntryIsRememberedAsLongAsTheRuleUnderWhichItHappenedAsks() {
        JsonNode once = reentry("{ mode: 'once' }");
        JsonNode everyTime = reentry("{ mode: 'every-time' }");
        Life life = Life.with(once).track("Started");
        life.publish(PublishedJourney.State.LIVE, once, everyTime).changed().after("P400D");
        life.publish(PublishedJourney.State.LIVE, once, everyTime, once)
                .changed()
                .track("Started");

        assertThat(life.told()).endsWith("refused (once)");
    }

    @Test
    void aRuleOfALaterVersionKnowsNoEntryThatNoRuleAskedToRemember() {
        JsonNode everyTime = reentry("{ mode: 'every-time' }");
        JsonNode once = reentry("{ mode: 'once' }");
        Life life = Life.with(everyTime).track("Started");
        life.publish(PublishedJourney.State.LIVE, everyTime, once).changed().track("Started");
        assertThat(life.told()).endsWith("exited first (completed)");

        assertThat(life.track("Started").told()).endsWith("refused (once)");
    }

    @Test
    void whetherThereWasAnOccasionToForgetDoesNotMatter() {
        JsonNode cooldown = reentry("{ mode: 'after-exit', cooldown: 'P1D' }");
        JsonNode once = reentry("{ mode: 'once' }");
        for (boolean occasion : new boolean[] {true, false}) {
            Life life = Life.with(cooldown).track("Started").after("P3D");
            if (occasion) {
                life.track("Other");
            }
            life.publish(PublishedJourney.State.LIVE, cooldown, once).track("Started");

            assertThat(life.told()).endsWith("entered > first (event)", "exited first (completed)");
        }
    }

    private static JsonNode reentry(String rule) {
        return Documents.json("{ key: 'j', entry: { on: { event: 'Started' }, reentry: " + rule
                + " }, start: 'first', steps: { first: { type: 'exit' } } }");
    }
}
