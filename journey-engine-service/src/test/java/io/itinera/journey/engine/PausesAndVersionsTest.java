package io.itinera.journey.engine;

import static io.itinera.journey.engine.Life.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.State;
import io.itinera.journey.definition.Documents;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What pause, resume, archive and a new version do to those who are in a journey. */
class PausesAndVersionsTest {

    private static final JsonNode ONE =
            Documents.journey("j", """
            { first: { type: 'wait', for: 'PT1H', next: 'mail' },
              mail: { type: 'send', channel: 'email', template: 'one', purpose: 'p', next: 'rest' },
              rest: { type: 'wait', for: 'P1D', next: 'end' }, end: { type: 'exit' } }""", "exits: [ { key: 'bought', on: { event: 'Bought' } } ]");
    private static final JsonNode TWO = Documents.journey("j", """
            { first: { type: 'send', channel: 'email', template: 'two', purpose: 'p', next: 'end' }, end: { type: 'exit' } }""");

    private static final JsonNode OTHER = Documents.json("""
            { key: 'j', name: 'Journey', entry: { on: { event: 'Arrived' } }, start: 'end',
              steps: { end: { type: 'exit' } } }""");

    @Test
    void drainingTakesNobodyInAndLetsTheOthersGoOn() {
        Life life = Life.with(ONE)
                .track("Started")
                .publish(State.DRAINING, ONE)
                .changed()
                .after("P2D")
                .track("Started");

        assertThat(life.told()).endsWith("exited end (completed)", "refused (paused)");
    }

    @Test
    void heldInstancesStandStillAndCatchUpFromTheTimeOfTheResume() {
        Life life = Life.with(ONE)
                .track("Started")
                .publish(State.HELD, ONE)
                .changed()
                .after("P3D");
        assertThat(life.told()).endsWith("waiting first (for)");

        life.publish(State.LIVE, ONE).changed();
        assertThat(life.told())
                .endsWith("moved first > mail (due)", "moved mail > rest (requested)", "waiting rest (for)");
        assertThat(life.sends().getFirst().requestedAt()).isEqualTo("2026-11-24T10:00:00Z");
        assertThat(life.state().live().getFirst().waiting().due()).isEqualTo("2026-11-25T10:00:00Z");
    }

    @Test
    void aPurchaseWhileTheJourneyIsHeldStillEndsIt() {
        Life life = Life.with(ONE)
                .track("Started")
                .publish(State.HELD, ONE)
                .changed()
                .after("P3D")
                .track("Bought");

        assertThat(life.told()).endsWith("exited first (exit:bought)");
        assertThat(life.sends()).isEmpty();
    }

    @Test
    void archivingEndsInstancesAndForgetsThem() {
        Life life = Life.with(ONE).track("Started").publish(State.ARCHIVED, ONE);
        assertThat(life.state().isEmpty()).isFalse();

        life.changed();
        assertThat(life.told()).endsWith("exited first (archived)");
        assertThat(life.state().isEmpty()).isTrue();
        assertThat(life.timers()).isEmpty();
    }

    @Test
    void instancesStayOnTheirVersionAndNewEntriesUseTheNewest() {
        Life life =
                Life.with(ONE).track("Started").publish(State.LIVE, ONE, TWO).after("PT1H");
        assertThat(life.sends().getFirst().template()).isEqualTo("one");
        assertThat(life.sends().getFirst().journey().version()).isEqualTo(1);

        life.after("P2D").track("Started");
        assertThat(life.sends().getLast().template()).isEqualTo("two");
        assertThat(life.last().journey().version()).isEqualTo(2);
    }

    @Test
    void anEntryUsesTheVersionThatWasPublishedWhenItsActivityCameIn() {
        Life late = Life.of("profile-1")
                .publish(State.LIVE, at(START.minusSeconds(60), ONE, START.plusNanos(1_000_000), TWO));
        late.track("Started");
        assertThat(late.last().journey().version()).isEqualTo(1);

        Life sameMillisecond =
                Life.of("profile-2").publish(State.LIVE, at(START.minusSeconds(60), ONE, START.plusNanos(999), TWO));
        sameMillisecond.track("Started");
        assertThat(sameMillisecond.last().journey().version()).isEqualTo(2);
    }

    @Test
    void anEarlierVersionHearsOfItsOwnTrigger() {
        Life life =
                Life.of("profile-1").publish(State.LIVE, at(START.minusSeconds(60), OTHER, START.plusSeconds(60), ONE));

        assertThat(life.track("Started").told()).isEmpty();
        life.track("Arrived");
        assertThat(life.last().journey().version()).isEqualTo(1);
    }

    @Test
    void nobodyEntersAJourneyBeforeItIsPublished() {
        Life life = Life.of("profile-1")
                .publish(State.LIVE, List.of(new PublishedJourney.Version(1, ONE, START.plusSeconds(1))));

        assertThat(life.track("Started").told()).isEmpty();
        assertThat(life.after("PT1S").track("Started").told()).isNotEmpty();
    }

    private static List<PublishedJourney.Version> at(Instant first, JsonNode one, Instant second, JsonNode two) {
        return List.of(new PublishedJourney.Version(1, one, first), new PublishedJourney.Version(2, two, second));
    }

    @Test
    void instancesOfAJourneyThatIsGoneAreKeptAsTheyAre() {
        Life life = Life.with(ONE).track("Started");
        ProfileState before = life.state();

        Outcome outcome = Advance.apply(
                Catalog.empty(), before, new Input.CatalogChanged(life.now().plusSeconds(86_400)));
        assertThat(outcome.after()).isEqualTo(before);
        assertThat(outcome.effects()).isEmpty();
    }
}
