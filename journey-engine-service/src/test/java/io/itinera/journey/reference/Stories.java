package io.itinera.journey.reference;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.arbitraries.ListArbitrary;

/** Random stories. They get smaller by fewer journeys, steps and happenings, and by smaller numbers, which mean simpler ones. */
final class Stories {

    private Stories() {}

    static Arbitrary<Story> any() {
        Arbitrary<RandomJourney> journey = Combinators.combine(
                        numbers(24), numbers(14).list().ofMinSize(1).ofMaxSize(8))
                .as(RandomJourney::new);
        return Combinators.combine(
                        numbers(1),
                        journey.list().ofMinSize(1).ofMaxSize(3),
                        numbers(18).list().ofMinSize(1).ofMaxSize(16))
                .as(Story::new);
    }

    private static ListArbitrary<Integer> numbers(int count) {
        return Arbitraries.integers()
                .between(0, 5_039)
                .withDistribution(RandomDistribution.uniform())
                .list()
                .ofSize(count);
    }
}
