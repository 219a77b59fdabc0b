package io.itinera.journey.reference;

import java.util.List;

/** Decides by numbers. */
final class Choices {

    private final List<Integer> numbers;
    private int next;

    Choices(List<Integer> numbers) {
        this.numbers = numbers;
    }

    /** A number from 0 up to the bound, not included; 0 where the numbers have run out. */
    int below(int bound) {
        return next < numbers.size() ? numbers.get(next++) % bound : 0;
    }

    /** True for one number of so many. */
    boolean rarely(int oneOf) {
        return below(oneOf) == oneOf - 1;
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }
}
