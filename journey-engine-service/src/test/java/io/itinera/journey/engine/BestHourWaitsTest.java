package io.itinera.journey.engine;

import static io.itinera.journey.engine.Life.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a wait for the best hour by those who do not wait for it: operators, and a hold. */
class BestHourWaitsTest {

    private static final JsonNode JOURNEY = Documents.journey("j", """
            { first: { type: 'wait', for: 'P1D', next: 'reach' },
              reach: { type: 'next-best', floor: 0, bestTime: 'PT24H', default: { channel: 'push', at: '11:00' },
                       channels: [ { channel: 'email', next: 'mail' }, { channel: 'push', next: 'ring' } ] },
              mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'end' },
              ring: { type: 'send', channel: 'push', template: 't', purpose: 'p', next: 'late' },
              late: { type: 'send', channel: 'push', template: 'u', purpose: 'p', next: 'end',
                      when: { bestTime: { atMost: 'PT24H', floor: 0, otherwise: '12:00' } } },
              end: { type: 'exit' } }""");

    private static Input.Ordered goOn(Life life) {
        String instance = life.state().live().getFirst().id();
        return new Input.Ordered("order-1", instance, Input.Order.GO_ON, null, new Input.By("ops", null), life.now());
    }

    @Test
    void anOrderToGoOnDoesWhatWasChosenForTheHourAtOnce() {
        Life life = Life.with(JOURNEY).track("Started").after(Duration.ofHours(24));
        life.after(Duration.ofMinutes(1)).apply(goOn(life));

        assertThat(life.told())
                .endsWith(
                        "waiting reach (best-hour)",
                        "moved reach > ring (channel:push)",
                        "moved ring > late (requested)",
                        "waiting late (best-hour)");
        assertThat(life.transitions().get(4).detail())
                .containsEntry("order", "order-1")
                .containsEntry("by", "ops");
        assertThat(life.sends()).extracting(s -> s.template()).containsExactly("t");

        life.after(Duration.ofMinutes(1)).apply(goOn(life));

        assertThat(life.told()).endsWith("moved late > end (requested)", "exited end (completed)");
        assertThat(life.sends()).extracting(s -> s.template()).containsExactly("t", "u");
        assertThat(life.timers()).isEmpty();
    }

    @Test
    void aHoldThatIsSkippedPassesTheHourAtItsOwnTimeAndSendsNothing() {
        Life life = Life.with(JOURNEY).track("Started");
        Instant held = START.plusSeconds(3_600);
        Instant resumed = START.plus(Duration.ofHours(60));
        hold(life, held, null).at(resumed);
        hold(life, held, resumed).changed();

        assertThat(life.told())
                .endsWith(
                        "waiting reach (best-hour)",
                        "moved reach > ring (channel:push)",
                        "moved ring > late (skipped)",
                        "moved late > end (skipped)",
                        "exited end (completed)");
        assertThat(life.last().at()).isEqualTo(START.plus(Duration.ofHours(25)));
        assertThat(life.sends()).isEmpty();
    }

    private static Life hold(Life life, Instant from, Instant until) {
        return life.publish(new PublishedJourney(
                "j",
                until == null ? PublishedJourney.State.HELD : PublishedJourney.State.LIVE,
                1,
                List.of(new PublishedJourney.Version(1, JOURNEY, Instant.EPOCH)),
                List.of(),
                List.of(new PublishedJourney.Pause(from, until, true, until != null)),
                List.of()));
    }
}
