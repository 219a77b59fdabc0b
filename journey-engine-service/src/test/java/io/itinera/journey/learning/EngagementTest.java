package io.itinera.journey.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EngagementTest {

    private static Engagement opens(int times, int hour) {
        Engagement engagement = Engagement.NONE;
        for (int i = 0; i < times; i++) {
            engagement = engagement
                    .with("email", Engagement.Signal.SENT, hour)
                    .with("email", Engagement.Signal.OPENED, hour);
        }
        return engagement;
    }

    @Test
    void countsWhatWasAnsweredAndAtWhichHour() {
        Engagement.Channel email =
                opens(3, 9).with("email", Engagement.Signal.CLICKED, 10).channel("email");

        assertThat(email.odds()).isEqualTo(new Odds(3, 3));
        assertThat(email.hours()).isEqualTo(Map.of(9, 3L, 10, 3L));
    }

    @Test
    void newHabitsOutweighOldOnes() {
        Engagement engagement = opens(60, 9);
        for (int i = 0; i < 60; i++) {
            engagement = engagement.with("email", Engagement.Signal.OPENED, 20);
        }

        Map<Integer, Long> hours = engagement.channel("email").hours();

        assertThat(hours.get(20)).isGreaterThan(hours.get(9));
    }

    @Property(tries = 100)
    void staysSmallWhateverHappens(@ForAll @Size(max = 500) List<@IntRange(max = 71) Integer> happenings) {
        Engagement engagement = Engagement.NONE;
        for (int happening : happenings) {
            engagement = engagement.with("email", Engagement.Signal.values()[happening / 24], happening % 24);
        }
        Engagement.Channel email = engagement.channel("email");

        assertThat(email.sent()).isLessThanOrEqualTo(64);
        assertThat(email.answers()).isLessThanOrEqualTo(64);
        assertThat(email.hours()).hasSizeLessThanOrEqualTo(24);
        assertThat(email.odds().wins()).isLessThanOrEqualTo(email.odds().trials());
    }

    @Test
    void ofTwoProfilesThatBecomeOneBothCount() {
        Engagement both = opens(3, 9).plus(opens(2, 20).with("push", Engagement.Signal.SENT, 1));

        assertThat(both.channel("email").odds()).isEqualTo(new Odds(5, 5));
        assertThat(both.channel("email").hours()).isEqualTo(Map.of(9, 3L, 20, 2L));
        assertThat(both.channel("push").sent()).isEqualTo(1);
    }

    @Test
    void isReadBackFromWhatATransitionTells() {
        Engagement own = opens(3, 9).with("push", Engagement.Signal.SENT, 1);
        Evidence evidence = new Evidence(7, Map.of(), own, opens(5, 20));

        Evidence again = Evidence.of(evidence.told(own, evidence.population()));

        assertThat(again.model()).isEqualTo(7);
        assertThat(again.own()).isEqualTo(own);
        assertThat(again.population()).isEqualTo(opens(5, 20));
        assertThat(Evidence.of(evidence.told(own.only(Set.of("push"), null), null))
                        .own()
                        .channels())
                .containsOnlyKeys("push");
    }
}
