package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.conditions.Explanation;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.explain.Decision;
import io.itinera.journey.explain.DecisionSentences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What the engine records says in words what happened, and holds all that it takes to decide it again. */
class ExplainedLivesTest {

    private static Life shopper(double from, double to) {
        return Life.of(Life.profileDrawing("cart-recovery", "split", from, to))
                .publish(Documents.json(Documents.CART_RECOVERY))
                .trait("email", "ada@example.com")
                .trait("timezone", "Europe/Berlin");
    }

    private static List<String> said(Life life) {
        List<Decision> decisions =
                life.transitions().stream().map(DecisionSentences::of).toList();
        return DecisionSentences.say(decisions).stream().map(Decision::sentence).toList();
    }

    @Test
    void tellsAWholeWayInWords() {
        Life life = shopper(0.55, 1)
                .track("Cart Updated", "total", 30, "cart_id", "c1")
                .after("PT1H")
                .message("mail-b", MessageStatus.DELIVERED)
                .after("P2D");

        List<String> said = said(life);

        assertThat(said.get(0))
                .isEqualTo(
                        "Entered version 1, and begins at pause: “Cart Updated” happened and property total (30) is at"
                                + " least 20; the profile is not in segment internal-staff.");
        assertThat(said.get(1))
                .isEqualTo("At pause: waits for 1 hour until 21 November 2026, 12:00:00 (Europe/Berlin).");
        assertThat(said.get(2)).isEqualTo("Went from pause to known: the wait was over.");
        assertThat(said.get(3)).isEqualTo("Went from known to split: trait email (“ada@example.com”) exists.");
        assertThat(said.get(4)).matches("Went from split to mail-b: the draw was \\d+\\.\\d %, which is arm offer\\.");
        assertThat(said.get(5))
                .isEqualTo("Went from mail-b to look: asked for a message by email with template cart-offer.");
        assertThat(said.get(6))
                .isEqualTo("At look: waits for a condition to hold, until 23 November 2026, 12:00:00 (Europe/Berlin) at"
                        + " the latest: the message of mail-a or mail-b was not clicked.");
        assertThat(said.get(7))
                .isEqualTo("Went from look to push: 2 days passed without what was waited for: the message of mail-a or"
                        + " mail-b was not clicked (mail-b: sent and delivered).");
        assertThat(said.getLast()).isEqualTo("Left at end: came to the end: completed.");
        assertThat(said).noneMatch(sentence -> sentence.contains("an unknown value"));
    }

    @Test
    void tellsAGoalAndAnExitRule() {
        Life life = shopper(0.55, 1)
                .track("Cart Updated", "total", 30)
                .after("PT30M")
                .track("Order Completed", "revenue", 42.5, "currency", "EUR");

        assertThat(said(life))
                .endsWith(
                        "Goal purchase was reached at 21 November 2026, 11:30:00 (Europe/Berlin), worth 42.5 EUR.",
                        "Left at pause: exit rule bought applied: “Order Completed” happened.");
    }

    @Test
    void tellsWhyAnEntryWasRefused() {
        Life life = shopper(0, 1).segment("internal-staff").track("Cart Updated", "total", 30);

        assertThat(said(life))
                .containsExactly(
                        "Did not enter version 1: the profile does not belong to the audience: the profile is in"
                                + " segment internal-staff.");
    }

    @Test
    void tellsThatNoConditionOfABranchHeld() {
        Life life = Life.with(Documents.CART_RECOVERY)
                .track("Cart Updated", "total", 30)
                .after("PT1H");

        assertThat(said(life).get(3))
                .isEqualTo(
                        "Went from known to push: no condition of the branch held: trait email (missing) is missing.");
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void decidingByWhatWasRecordedGivesTheSameVerdict(
            @ForAll("conditions") Map<String, Object> audience,
            @ForAll("conditions") Map<String, Object> branch,
            @ForAll("values") Map<String, Object> values)
            throws JsonProcessingException {
        Life life = Life.with(Documents.json(Wire.JSON.writeValueAsString(Map.of(
                "key",
                "random",
                "entry",
                Map.of("on", Map.of("event", "Started"), "audience", audience),
                "start",
                "first",
                "steps",
                Map.of(
                        "first",
                                Map.of(
                                        "type", "branch",
                                        "branches", List.of(Map.of("when", branch, "next", "yes")),
                                        "otherwise", "no"),
                        "yes", Map.of("type", "exit"),
                        "no", Map.of("type", "exit"))))));
        values.forEach(life::trait);
        life.track("Started", "a", values.getOrDefault("a", 0));

        for (Transition transition : life.transitions()) {
            List<Explanation> explanations = RecordedExplanations.of(transition);
            assertThat(explanations).allSatisfy(e -> assertThat(e.decide()).isEqualTo(e.verdict()));
            switch (transition.reason()) {
                case "audience", "otherwise" ->
                    assertThat(explanations).isNotEmpty().noneMatch(Explanation::decide);
                case "event", "condition" ->
                    assertThat(explanations).isNotEmpty().allMatch(Explanation::decide);
                default -> assertThat(explanations).isEmpty();
            }
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> values() {
        Arbitrary<Object> scalars = Arbitraries.of(1, 2.5, "1", "b", true, "2026-11-20", "x".repeat(300) + "b", "");
        Arbitrary<Object> any = Arbitraries.oneOf(
                scalars, scalars.list().ofMaxSize(12).map(Object.class::cast), scalars.map(v -> Map.of("b", v)));
        return Arbitraries.maps(Arbitraries.of("a", "b", "c"), any).ofMaxSize(3);
    }

    @Provide
    Arbitrary<Map<String, Object>> conditions() {
        return conditions(2);
    }

    private static Arbitrary<Map<String, Object>> conditions(int depth) {
        Arbitrary<Map<String, Object>> checks = Arbitraries.of(
                Map.of("eq", 1),
                Map.of("ne", "b"),
                Map.of("gt", 1),
                Map.of("contains", "b"),
                Map.of("in", List.of(1, "b", true)),
                Map.of("exists", false),
                Map.of("matches", "b$"),
                Map.of("before", "P1D"),
                Map.of("within", "P7D"),
                Map.of("between", List.of("2026-11-01", "PT0S")));
        Arbitrary<Map<String, Object>> leaves = Arbitraries.oneOf(
                Combinators.combine(
                                Arbitraries.of("trait", "property"),
                                Arbitraries.of("a", "b", "c", "a.b", "c.*"),
                                checks)
                        .as((source, path, check) -> {
                            Map<String, Object> condition = new LinkedHashMap<>(check);
                            condition.put(source, path);
                            return condition;
                        }),
                Arbitraries.of("staff", "vip").map(segment -> Map.of("segment", segment)));
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<Map<String, Object>> parts = conditions(depth - 1);
        return Arbitraries.oneOf(
                leaves,
                parts.map(c -> Map.of("not", c)),
                parts.list().ofMinSize(1).ofMaxSize(3).map(list -> Map.of("all", list)),
                parts.list().ofMinSize(1).ofMaxSize(3).map(list -> Map.of("any", list)));
    }
}
