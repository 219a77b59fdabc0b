package io.itinera.profile.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Wire;
import io.itinera.profile.identity.Stamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraitNodeTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void theLatestWriteWinsAlsoWhenItComesFirst() {
        TraitNode traits = TraitNode.EMPTY.with(Map.of("plan", "pro"), at(10)).with(Map.of("plan", "free"), at(0));

        assertThat(traits.view()).isEqualTo(Map.of("plan", "pro"));
    }

    @Test
    void objectsMergeMemberByMemberAndArraysAreReplaced() {
        TraitNode traits = TraitNode.EMPTY
                .with(Map.of("address", Map.of("city", "Bern"), "tags", List.of("a", "b")), at(0))
                .with(Map.of("address", Map.of("zip", "3000"), "tags", List.of("c")), at(10));

        assertThat(traits.view())
                .isEqualTo(Map.of("address", Map.of("city", "Bern", "zip", "3000"), "tags", List.of("c")));
    }

    @Test
    void nullRemovesAndIsNotUndoneByWhatIsOlder() {
        TraitNode traits = TraitNode.EMPTY
                .with(Collections.singletonMap("phone", null), at(10))
                .with(Map.of("phone", "1"), at(5));

        assertThat(traits.view()).isEmpty();
    }

    @Test
    void aValueHidesOlderMembersAndIsHiddenByNewerOnes() {
        TraitNode said = TraitNode.EMPTY
                .with(Map.of("address", Map.of("zip", "3000")), at(20))
                .with(Map.of("address", Map.of("city", "Bern")), at(0))
                .with(Map.of("address", "Bern 3000"), at(10));

        assertThat(said.view()).isEqualTo(Map.of("address", Map.of("zip", "3000")));
    }

    @Test
    void jsonKeepsTypesAndEmptyValues() throws Exception {
        TraitNode traits = TraitNode.EMPTY.with(
                Map.of("n", 1, "big", 5_000_000_000L, "d", 1.5, "yes", true, "text", "", "list", List.of()), at(0));

        byte[] json = Wire.JSON.writeValueAsBytes(traits);

        assertThat(Wire.JSON.readValue(json, TraitNode.class)).isEqualTo(traits);
        assertThat(traits.view().get("text")).isEqualTo("");
    }

    @Test
    void aRemovedTraitIsStillRemovedAfterJson() throws Exception {
        TraitNode traits = TraitNode.EMPTY.with(Collections.singletonMap("phone", null), at(10));

        TraitNode read = Wire.JSON.readValue(Wire.JSON.writeValueAsBytes(traits), TraitNode.class);

        assertThat(read.with(Map.of("phone", "1"), at(5)).view()).isEmpty();
    }

    @Test
    void operationsWorkOnThePresentValues() {
        TraitNode traits = TraitNode.EMPTY.with(
                Map.of("visits", 2, "tags", List.of("a", "b"), "nick", "x", "score", 1.25), at(50));
        TraitOperations operations = TraitOperations.in(Map.of(
                "itinera",
                Map.of(
                        "increment", Map.of("visits", 3, "score", 0.25, "fresh", 1),
                        "append", Map.of("tags", List.of("b", "c")),
                        "remove", Map.of("tags", "a"),
                        "unset", Arrays.asList("nick"))));

        assertThat(operations.apply(traits, traits, at(0)).view())
                .isEqualTo(Map.of("visits", 5, "tags", List.of("b", "c"), "score", 1.5, "fresh", 1));
    }

    private static Stamp at(long second) {
        return new Stamp(NOON.plusSeconds(second), "m-" + second);
    }
}
