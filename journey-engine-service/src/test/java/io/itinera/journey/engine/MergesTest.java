package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.PublishedJourney.Migration;
import io.itinera.contracts.PublishedJourney.State;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Documents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of journeys when two profiles turn out to be one customer. */
class MergesTest {

    private static JsonNode journey(String reentry) {
        return Documents.json("{ key: 'j', entry: { on: { event: 'Started' }" + reentry + """
                 }, start: 'mail', maxDuration: 'P14D', steps: {
                mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'look' },
                look: { type: 'wait', until: { message: { step: 'mail', is: 'clicked' } }, atMost: 'P1D', then: 'yes', onTimeout: 'no' },
                yes: { type: 'exit', reason: 'yes' }, no: { type: 'exit', reason: 'no' } } }""");
    }

    private static Life profile(String id) {
        return Life.of(id).publish(journey(""));
    }

    @Test
    void anInstanceGoesOnUnderTheOtherProfileWithItsWaitsAndMessages() {
        Life anonymous = profile("anonymous").track("Started");
        SendRequest sent = anonymous.sends().getFirst();
        Life known = profile("known");
        anonymous.after("PT2H").mergeInto(known);

        assertThat(anonymous.state().isEmpty()).isTrue();
        assertThat(anonymous.timers()).isEmpty();
        assertThat(known.told()).containsExactly("moved look (merged)");
        assertThat(known.timers()).extracting(TimerId::profileId).containsOnly("known");

        known.message(sent, MessageStatus.CLICKED);
        assertThat(known.told()).endsWith("moved look > yes (condition)", "exited yes (yes)");
        assertThat(known.transitions()).extracting(Transition::profileId).containsOnly("known");
    }

    @Test
    void aMovedWaitEndsWhenItWasDue() {
        Life anonymous = profile("anonymous").track("Started");
        Life known = profile("known");
        anonymous.after("PT2H").mergeInto(known);
        known.at("2026-11-22T10:00:00Z");

        assertThat(known.told()).endsWith("moved look > no (timeout)", "exited no (no)");
        assertThat(known.transitions()).extracting(Transition::sequence).containsExactly(3L, 4L, 5L);
    }

    @Test
    void whereTheSameJourneyIsLiveOnBothTheOlderOneStays() {
        Life older = profile("a").track("Started");
        Life newer = profile("b").after("PT1H").track("Started");
        String oldest = older.state().live().getFirst().id();
        older.after("PT2H").mergeInto(newer);

        assertThat(newer.state().live()).extracting(Instance::id).containsExactly(oldest);
        assertThat(newer.told()).endsWith("exited look (merged)");
        assertThat(newer.last().detail()).containsEntry("stays", oldest);

        Life first = profile("c").track("Started");
        Life second = profile("d").after("PT1H").track("Started");
        second.after("PT1H").mergeInto(first);
        assertThat(first.state().live()).extracting(i -> i.entry().at()).containsExactly(Life.START);
        assertThat(first.told()).endsWith("moved look (merged)", "exited look (merged)");
    }

    @Test
    void theMergedProfileRemembersThatItEnteredOnce() {
        JsonNode once = journey(", reentry: { mode: 'once' }");
        Life a = Life.of("a").publish(once).track("Started").after("P2D");
        Life b = Life.of("b").publish(once).at(a.now());
        a.mergeInto(b);
        b.track("Started");

        assertThat(b.told()).containsExactly("refused (once)");
    }

    @Test
    void aMoveThatArrivesTwiceHasNoFurtherEffect() {
        Life a = profile("a").track("Started");
        ProfileState moving = a.state();
        Life b = profile("b");
        b.apply(new Input.MovedIn(moving, b.now())).apply(new Input.MovedIn(moving, b.now()));

        assertThat(b.state().live()).hasSize(1);
        assertThat(b.told()).containsExactly("moved look (merged)");
    }

    @Test
    void aMergeThatBringsNoJourneysEndsNone() {
        JsonNode alone = resting("j", "");
        Life both = Life.with(alone, resting("k", ", group: 'g'")).track("Started");
        Migration toGroup = new Migration(1, null, List.of(1), 2, true, Map.of(), List.of(), both.now());
        MigrationsTest.publish(both, State.LIVE, List.of(toGroup), List.of(), alone, resting("j", ", group: 'g'"))
                .changed();
        Life visited = Life.of("a")
                .publish(journey(", reentry: { mode: 'once' }"))
                .track("Started")
                .after("P2D");
        assertThat(visited.state().isEmpty()).isFalse();
        visited.mergeInto(both);

        assertThat(both.state().live()).extracting(Instance::journey).containsExactlyInAnyOrder("j", "k");
    }

    private static JsonNode resting(String key, String more) {
        return Documents.json(
                "{ key: '%s', entry: { on: { event: 'Started' } }, start: 'rest'%s, steps: { rest: { type: 'wait', for: 'P9D', next: 'end' }, end: { type: 'exit' } } }"
                        .formatted(key, more));
    }

    @Test
    void aProfileWithoutJourneysHasNothingToMove() {
        Life nobody = profile("a");
        Life known = profile("b");
        nobody.mergeInto(known);

        assertThat(known.transitions()).isEmpty();
        assertThat(known.state().isEmpty()).isTrue();
    }
}
