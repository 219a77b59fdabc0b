package io.itinera.journey.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.itinera.contracts.ProfileIds;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BanditTest {

    private static final List<Bandit.Arm> TWO = List.of(new Bandit.Arm("a", 1), new Bandit.Arm("b", 3));
    private static final List<Bandit.Arm> FOUR =
            List.of(new Bandit.Arm("a", 1), new Bandit.Arm("b", 1), new Bandit.Arm("c", 1), new Bandit.Arm("d", 1));

    /** The chance of one of many customers. */
    record Customer(String name) implements Chance {
        @Override
        public double ofProfile(String what) {
            return number("profile", what);
        }

        @Override
        public double ofVisit(String what) {
            return number("visit", what);
        }

        private double number(String kind, String what) {
            String hash = ProfileIds.derive(kind + "|" + name + "|" + what);
            return Long.parseLong(hash, 0, 8, 16) / 0x1p32;
        }
    }

    private static Map<String, Integer> choices(
            Bandit bandit, Map<String, Odds> odds, Bandit.Mode mode, int customers) {
        Map<String, Integer> taken = new HashMap<>();
        for (int i = 0; i < customers; i++) {
            String arm = bandit.choose(odds, mode, new Customer("c" + i)).arm();
            taken.merge(arm == null ? "held out" : arm, 1, Integer::sum);
        }
        return taken;
    }

    @Test
    void takesTheArmThatIsClearlyBetterAndTheOthersByTheFloor() {
        Map<String, Odds> odds = Map.of(
                "a", new Odds(1000, 100), "b", new Odds(1000, 300), "c", new Odds(1000, 100), "d", new Odds(1000, 100));

        Map<String, Integer> taken = choices(new Bandit(FOUR, 5, 0), odds, Bandit.Mode.LEARN, 4_000);

        assertThat(taken.get("b")).isCloseTo(3_400, within(100));
        assertThat(taken.get("a")).isCloseTo(200, within(50));
        assertThat(taken.get("d")).isCloseTo(200, within(50));
    }

    @Test
    void takesArmsAlikeOfWhichNothingIsKnown() {
        Map<String, Integer> taken = choices(new Bandit(FOUR, 0, 0), Map.of(), Bandit.Mode.LEARN, 4_000);

        assertThat(taken.values()).allSatisfy(n -> assertThat(n).isCloseTo(1_000, within(120)));
    }

    @Test
    void goesByFixedWeightsWhereNothingIsToBeLearned() {
        Map<String, Odds> odds = Map.of("a", new Odds(1000, 900), "b", new Odds(1000, 1));

        Map<String, Integer> taken = choices(new Bandit(TWO, 20, 0), odds, Bandit.Mode.FIX, 4_000);

        assertThat(taken.get("b")).isCloseTo(3_000, within(120));
    }

    @Test
    void settlesOnTheArmThatHasDoneBestWithoutTryingTheOthers() {
        Map<String, Odds> odds = Map.of("a", new Odds(100, 30), "b", new Odds(100, 31));

        assertThat(choices(new Bandit(TWO, 20, 0), odds, Bandit.Mode.SETTLE, 500))
                .containsOnlyKeys("b");
    }

    @Test
    void holdsAShareOutWhateverIsLearned() {
        Map<String, Odds> odds = Map.of("a", new Odds(100, 30), "b", new Odds(100, 31));

        for (Bandit.Mode mode : Bandit.Mode.values()) {
            assertThat(choices(new Bandit(TWO, 5, 10), odds, mode, 4_000).get("held out"))
                    .isCloseTo(400, within(80));
        }
    }

    @Property(tries = 200)
    void aChoiceComesOutTheSameWhenItIsMadeAgainOfWhatItTells(
            @ForAll @LongRange(max = 5_000) long trialsA,
            @ForAll @LongRange(max = 5_000) long trialsB,
            @ForAll @IntRange(max = 100) int percentA,
            @ForAll @IntRange(max = 100) int percentB,
            @ForAll @IntRange(max = 10_000) int who) {
        Map<String, Odds> odds = new LinkedHashMap<>();
        odds.put("a", new Odds(trialsA, trialsA * percentA / 100));
        odds.put("b", new Odds(trialsB, trialsB * percentB / 100));
        Bandit bandit = new Bandit(TWO, 5, 10);
        Chance chance = new Customer("c" + who);
        Bandit.Choice choice = bandit.choose(odds, Bandit.Mode.LEARN, chance);

        assertThat(bandit.choose(odds, Bandit.Mode.LEARN, chance)).isEqualTo(choice);
        if (choice.how() == Bandit.How.LEARNED) {
            List<Bandit.Drawn> again = choice.drawn().stream()
                    .map(d ->
                            new Bandit.Drawn(d.arm(), d.odds(), d.u(), d.odds().draw(d.u())))
                    .toList();
            assertThat(Bandit.highest(again).arm()).isEqualTo(choice.arm());
            Map<String, Object> told = new HashMap<>(choice.detail());
            told.put("model", 3);
            assertThat(Evidence.of(told).arms()).isEqualTo(odds);
            assertThat(Evidence.of(told).model()).isEqualTo(3);
        }
    }

    @Property(tries = 200)
    void moreWinsNeverDrawALowerChance(
            @ForAll @LongRange(min = 1, max = 100_000) long trials,
            @ForAll @IntRange(max = 100) int percent,
            @ForAll @IntRange(min = 1, max = 999) int thousandths) {
        double u = thousandths / 1000.0;
        long wins = trials * percent / 100;
        Assume.that(wins < trials);

        assertThat(new Odds(trials, wins + 1).draw(u)).isGreaterThanOrEqualTo(new Odds(trials, wins).draw(u));
        assertThat(new Odds(trials, wins).below(new Odds(trials, wins).draw(u))).isCloseTo(u, within(1e-6));
    }

    @Property(tries = 20)
    void everyArmGetsItsFloor(
            @ForAll @IntRange(min = 1, max = 25) int floor, @ForAll @LongRange(min = 10, max = 100_000) long trials) {
        Map<String, Odds> odds = Map.of("a", new Odds(trials, trials), "b", new Odds(trials, 0));

        Map<String, Integer> taken = choices(new Bandit(FOUR, floor, 0), odds, Bandit.Mode.LEARN, 2_000);

        assertThat(taken.getOrDefault("b", 0)).isCloseTo(20 * floor, within(80));
    }

    @Test
    void chancesOfBeingTheBestAddUpAndFollowWhatIsKnown() {
        Map<String, Odds> arms = new LinkedHashMap<>();
        arms.put("a", new Odds(200, 20));
        arms.put("b", new Odds(200, 40));
        arms.put("c", new Odds(200, 41));
        Comparison comparison = new Comparison(arms);

        Map<String, Double> chances = comparison.chancesOfBest();

        assertThat(chances.values().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(chances.get("a")).isLessThan(0.01);
        assertThat(chances.get("b")).isBetween(0.4, 0.5);
        assertThat(comparison.best()).isEqualTo("c");
        assertThat(comparison.regret()).isCloseTo(comparison.regretOfEvenSplit(), within(1e-9));
    }
}
