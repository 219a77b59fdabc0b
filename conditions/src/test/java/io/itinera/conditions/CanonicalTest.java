package io.itinera.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** When two JSON documents are the same. */
class CanonicalTest {

    static Stream<Arguments> same() {
        return Stream.of(
                arguments(Map.of("a", 1, "b", List.of(1, 2)), backwards(Map.of("a", 1, "b", List.of(1, 2)))),
                arguments(Map.of("percent", 50.0), Map.of("percent", 50)),
                arguments(Map.of("percent", 0.0), Map.of("percent", 0)),
                arguments(Map.of("percent", new BigDecimal("1e2")), Map.of("percent", 100L)));
    }

    static Stream<Arguments> different() {
        return Stream.of(
                arguments(Map.of("a", List.of(1, 2)), Map.of("a", List.of(2, 1))),
                arguments(Map.of("a", 1), Map.of("a", "1")),
                arguments(Collections.singletonMap("a", null), Map.of()),
                arguments(Map.of("a", Map.of("b", 1)), Map.of("a", Map.of(), "b", 1)));
    }

    @ParameterizedTest
    @MethodSource("same")
    void theOrderOfMembersAndTheFormOfNumbersAreNoDifference(Object one, Object other) {
        assertThat(Canonical.hash(one)).isEqualTo(Canonical.hash(other));
    }

    @ParameterizedTest
    @MethodSource("different")
    void allElseIsADifference(Object one, Object other) {
        assertThat(Canonical.hash(one)).isNotEqualTo(Canonical.hash(other));
    }

    private static Map<String, Object> backwards(Map<String, Object> json) {
        Map<String, Object> map = new TreeMap<>(Collections.reverseOrder());
        map.putAll(json);
        return map;
    }
}
