package io.itinera.journey.reference;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;

/** Random stories, each decided by one number. */
final class Stories {

    private static final int CHOICES = 5_040;
    private static final int USUAL = 40;
    private static final int LONG = 150;

    private Stories() {}

    static Arbitrary<Story> any() {
        return Arbitraries.longs()
                .withDistribution(RandomDistribution.uniform())
                .map(Stories::of);
    }

    /** Random stories in which much happens. */
    static Arbitrary<Story> anyLong() {
        return Arbitraries.longs()
                .withDistribution(RandomDistribution.uniform())
                .map(seed -> of(seed, false, LONG));
    }

    /** The story of that number. */
    static Story of(long seed) {
        return of(seed, false);
    }

    /** The same, where journeys stay as they are but for pauses. */
    static Story of(long seed, boolean settled) {
        return of(seed, settled, USUAL);
    }

    private static Story of(long seed, boolean settled, int most) {
        Random random = new Random(seed);
        List<RandomJourney> journeys = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(_ -> new RandomJourney(numbers(random, 40), lists(random, 1 + random.nextInt(8), 24)))
                .toList();
        return new Story(numbers(random, 80), journeys, lists(random, 1 + random.nextInt(most), 22), settled);
    }

    private static List<List<Integer>> lists(Random random, int count, int size) {
        return IntStream.range(0, count).mapToObj(_ -> numbers(random, size)).toList();
    }

    private static List<Integer> numbers(Random random, int count) {
        return IntStream.range(0, count).mapToObj(_ -> random.nextInt(CHOICES)).toList();
    }
}
