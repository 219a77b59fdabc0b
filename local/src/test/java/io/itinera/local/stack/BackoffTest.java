package io.itinera.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When what goes on ending is tried again. */
class BackoffTest {

    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");

    private static List<Long> tries(Backoff backoff, int from, int to) {
        return IntStream.range(from, to)
                .filter(second -> backoff.allows(START.plusSeconds(second)))
                .asLongStream()
                .boxed()
                .toList();
    }

    @Test
    void triesAtOnceAndThenLaterAndLaterUpToAMinute() {
        assertThat(tries(new Backoff(), 0, 250)).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 123L, 183L, 243L);
    }

    @Test
    void beginsAnewWithWhatHasKeptGoingForTenMinutes() {
        Backoff backoff = new Backoff();
        assertThat(tries(backoff, 0, 8)).hasSize(4);

        assertThat(tries(backoff, 607, 612))
                .containsExactlyElementsOf(LongStream.of(607, 608, 610).boxed().toList());
    }
}
