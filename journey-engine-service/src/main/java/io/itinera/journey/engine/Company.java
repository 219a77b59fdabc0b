package io.itinera.journey.engine;

import io.itinera.conditions.Conditions;
import io.itinera.journey.definition.EntrySegments;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The segments that a profile was in when it entered: reports tell crowds apart by them. */
final class Company {

    /** More would make an entry larger than all else that it tells. */
    private static final int MOST = 100;

    private Company() {}

    /** Those that a person named, in order; not those that stand for a condition or for who enters by time. Empty where they are too many to be told. */
    static Optional<List<String>> of(Set<String> segments) {
        List<String> named = segments.stream()
                .filter(key -> !key.startsWith(Conditions.DERIVED) && !EntrySegments.named(key))
                .sorted()
                .toList();
        return named.size() > MOST ? Optional.empty() : Optional.of(named);
    }
}
