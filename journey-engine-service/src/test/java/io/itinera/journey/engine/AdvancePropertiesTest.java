package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Documents;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What holds for every life, whatever happens in it and however late the engine is. */
class AdvancePropertiesTest {

    private static final JsonNode CART = Documents.json(Documents.CART_RECOVERY);
    private static final JsonNode ROUNDS =
            Documents.journey("rounds", """
            { first: { type: 'wait', until: { timeOfDay: '09:00' }, next: 'mail' },
              mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'look' },
              look: { type: 'wait', until: { event: 'Cart Updated' }, atMost: 'PT5H', then: 'tag', onTimeout: 'first' },
              tag: { type: 'update', increment: { rounds: 1 }, next: 'end' },
              end: { type: 'exit' } }""", "maxDuration: 'P9D'", "timezone: 'America/New_York'");

    /** A life told by numbers: what happens, and how much later than what came before. */
    private static Life tell(Life life, List<Integer> story) {
        life.publish(CART).publish(ROUNDS).trait("email", "ada@example.com").trait("timezone", "Europe/Berlin");
        life.at("2026-10-20T10:00:00Z");
        for (int chapter : story) {
            life.after(Duration.ofMinutes(37L * (chapter % 400)));
            switch (chapter % 5) {
                case 0 -> life.track("Started");
                case 1 -> life.track("Cart Updated", "total", 15 + chapter % 20);
                case 2 -> life.track("Order Completed", "revenue", chapter);
                case 3 -> click(life);
                default -> life.track("Other");
            }
        }
        return life.after(Duration.ofDays(40)).track("Other");
    }

    /** A click comes after its message, so the engine has caught up with the step that asked for it. */
    private static void click(Life life) {
        life.changed();
        life.sends().stream().reduce((_, last) -> last).ifPresent(s -> life.message(s, MessageStatus.CLICKED));
    }

    @Property(tries = 150)
    void theLogAloneDecidesHoweverLateTimersFire(
            @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 1999) Integer> story,
            @ForAll @IntRange(max = 50) int profile) {
        String id = "profile-" + profile;
        Life punctual = tell(Life.of(id), story);
        Life late = tell(Life.of(id).timersNeverFire(), story);

        assertThat(late.transitions()).isEqualTo(punctual.transitions());
        assertThat(late.sends()).isEqualTo(punctual.sends());
        assertThat(late.state()).isEqualTo(punctual.state());
    }

    @Property(tries = 150)
    void everyTransitionIsNumberedAndEveryMessageIsAskedForOnce(
            @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 1999) Integer> story) {
        Life life = tell(Life.of("profile-1"), story);

        assertThat(life.transitions()).extracting(Transition::id).doesNotHaveDuplicates();
        assertThat(life.sends()).extracting(s -> s.id()).doesNotHaveDuplicates();
        assertThat(life.transitions()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        Map<String, Long> next = new HashMap<>();
        life.transitions().stream()
                .filter(t -> t.kind() != Transition.Kind.REFUSED)
                .forEach(t -> {
                    assertThat(t.sequence())
                            .isEqualTo(next.getOrDefault(t.journey().instance(), 0L));
                    next.put(t.journey().instance(), t.sequence() + 1);
                });
    }

    @Property(tries = 100)
    void nothingButWhatItAnsweredToIsLeftOfALifeWhenAllItsJourneysAreOver(
            @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 1999) Integer> story) {
        Life life = tell(Life.of("profile-1"), story);

        assertThat(life.timers()).isEmpty();
        assertThat(life.state().engagedIn(Map.of()).isEmpty()).isTrue();
        assertThat(life.state().known()).isEqualTo(Knowledge.NONE);
    }

    @Property(tries = 100)
    void theStateSurvivesItsWayThroughJson(@ForAll @Size(max = 8) List<@IntRange(min = 0, max = 1999) Integer> story) {
        Life life = Life.of("profile-1").publish(CART).publish(ROUNDS).trait("email", "ada@example.com");
        story.forEach(chapter -> {
            life.after(Duration.ofMinutes(chapter));
            life.track(chapter % 2 == 0 ? "Started" : "Cart Updated", "total", 30);
        });
        JsonSerde<ProfileState> json = JsonSerde.of(ProfileState.class);

        assertThat(json.read(json.write(life.state()))).isEqualTo(life.state());
    }

    @Test
    void drawsAreUniformStickyAndIndependentAcrossJourneys() {
        int profiles = 20_000;
        int[] one = new int[10];
        int both = 0;
        for (int i = 0; i < profiles; i++) {
            String profile = ProfileIds.derive("p" + i);
            double a = Draw.of("split", profile, "a", "split");
            double b = Draw.of("split", profile, "b", "split");
            assertThat(Draw.of("split", profile, "a", "split")).isEqualTo(a);
            one[(int) (a * 10)]++;
            both += a < 0.5 && b < 0.5 ? 1 : 0;
        }

        // Five standard deviations: 10 % of 20,000 is 2,000 ± 212, a quarter is 5,000 ± 306.
        assertThat(Arrays.stream(one).boxed()).allSatisfy(n -> assertThat(n).isBetween(1_788, 2_212));
        assertThat(both).isBetween(4_694, 5_306);
    }
}
