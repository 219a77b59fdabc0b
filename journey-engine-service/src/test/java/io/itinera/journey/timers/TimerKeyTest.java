package io.itinera.journey.timers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.itinera.journey.engine.TimerId;
import java.time.Instant;
import java.util.Comparator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TimerKeyTest {

    @Property
    void readsBackWhatItWrote(@ForAll("timers") TimerId timer) {
        assertThat(TimerKey.read(TimerKey.of(timer))).isEqualTo(timer);
    }

    @Property
    void ofAJourneyWhatIsDueEarlierComesFirst(@ForAll("timers") TimerId one, @ForAll("timers") TimerId other) {
        int expected = Comparator.comparing(TimerId::journey)
                .thenComparing(TimerId::due)
                .thenComparing(TimerId::profileId)
                .thenComparing(TimerId::instance)
                .thenComparing(TimerId::step)
                .thenComparing(TimerId::visit)
                .compare(one, other);

        assertThat(Integer.signum(TimerKey.of(one).compareTo(TimerKey.of(other))))
                .isEqualTo(Integer.signum(expected));
    }

    @Property
    void theBoundOfATimeIsBelowAllThatIsDueThenAndAboveAllBefore(@ForAll("timers") TimerId timer) {
        assertThat(TimerKey.from(timer.journey(), timer.due())).isLessThan(TimerKey.of(timer));
        assertThat(TimerKey.from(timer.journey(), timer.due().plusNanos(1))).isGreaterThan(TimerKey.of(timer));
        assertThat(TimerKey.due(TimerKey.of(timer))).isEqualTo(timer.due());
    }

    @Property
    void theEndOfAJourneyIsAboveItsTimersAndBelowThoseOfLaterOnes(
            @ForAll("timers") TimerId timer, @ForAll("timers") TimerId other) {
        assertThat(TimerKey.after(timer.journey())).isGreaterThan(TimerKey.of(timer));
        assertThat(Integer.signum(TimerKey.after(timer.journey()).compareTo(TimerKey.of(other))))
                .isEqualTo(timer.journey().compareTo(other.journey()) < 0 ? -1 : 1);
    }

    @Example
    void refusesAnIdThatWouldBreakTheOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimerKey.of(new TimerId(Instant.EPOCH, "a\0b", "journey", "instance", "step", 1)));
    }

    @Provide
    Arbitrary<TimerId> timers() {
        Arbitrary<Instant> due = Combinators.combine(
                        Arbitraries.longs().between(-5_000_000_000L, 50_000_000_000L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
        Arbitrary<String> id =
                Arbitraries.strings().withCharRange('-', 'z').ofMinLength(1).ofMaxLength(8);
        return Combinators.combine(due, id, id, id, id, Arbitraries.integers().between(0, 1000))
                .as(TimerId::new);
    }
}
