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
    void whatIsDueEarlierComesFirst(@ForAll("timers") TimerId one, @ForAll("timers") TimerId other) {
        int expected = Comparator.comparing(TimerId::due)
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
        assertThat(TimerKey.from(timer.due())).isLessThan(TimerKey.of(timer));
        assertThat(TimerKey.from(timer.due().plusNanos(1))).isGreaterThan(TimerKey.of(timer));
    }

    @Example
    void refusesAnIdThatWouldBreakTheOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimerKey.of(new TimerId(Instant.EPOCH, "a\0b", "instance", "step", 1)));
    }

    @Provide
    Arbitrary<TimerId> timers() {
        Arbitrary<Instant> due = Combinators.combine(
                        Arbitraries.longs().between(-5_000_000_000L, 50_000_000_000L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
        Arbitrary<String> id =
                Arbitraries.strings().withCharRange('-', 'z').ofMinLength(1).ofMaxLength(8);
        return Combinators.combine(due, id, id, id, Arbitraries.integers().between(0, 1000))
                .as(TimerId::new);
    }
}
