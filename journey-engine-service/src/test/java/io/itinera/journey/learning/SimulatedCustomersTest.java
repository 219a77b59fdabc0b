package io.itinera.journey.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.journey.learning.BanditTest.Customer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Customers of whom it is known what they like: what learning is worth against a fixed split. */
class SimulatedCustomersTest {

    private static final List<Bandit.Arm> ARMS =
            List.of(new Bandit.Arm("plain", 1), new Bandit.Arm("friendly", 1), new Bandit.Arm("offer", 1));
    private static final Map<String, Double> LIKED = Map.of("plain", 0.05, "friendly", 0.08, "offer", 0.12);
    private static final int CUSTOMERS = 6_000;
    /** What is learned reaches the choices in batches, as models do. */
    private static final int BATCH = 200;

    /** What came of some customers: odds by arm, and what the best arm would have won more by what is liked. */
    private record Season(Map<String, Odds> odds, double regret) {}

    private static Season season(String name, Bandit bandit, Bandit.Mode mode) {
        Map<String, Odds> counted = new LinkedHashMap<>();
        Map<String, Odds> model = new HashMap<>();
        double regret = 0;
        for (int i = 0; i < CUSTOMERS; i++) {
            if (i % BATCH == 0) {
                model = new HashMap<>(counted);
            }
            Customer customer = new Customer(name + i);
            String arm = bandit.choose(model, mode, customer).arm();
            if (arm == null) {
                arm = "held out";
            }
            double liked = LIKED.getOrDefault(arm, 0.05);
            boolean won = customer.ofVisit("likes " + arm) < liked;
            Odds before = counted.getOrDefault(arm, Odds.NONE);
            counted.put(arm, new Odds(before.trials() + 1, before.wins() + (won ? 1 : 0)));
            regret += 0.12 - liked;
        }
        return new Season(counted, regret);
    }

    @Test
    void regretsFarLessThanAFixedSplitAndFindsTheBestArm() {
        double learned = 0;
        double fixed = 0;
        for (int year = 0; year < 10; year++) {
            Season learning = season("year " + year + " customer ", new Bandit(ARMS, 5, 0), Bandit.Mode.LEARN);
            learned += learning.regret();
            fixed += season("year " + year + " customer ", new Bandit(ARMS, 5, 0), Bandit.Mode.FIX)
                    .regret();

            assertThat(new Comparison(learning.odds()).best()).isEqualTo("offer");
            assertThat(learning.odds().get("offer").trials()).isGreaterThan(CUSTOMERS / 2);
        }

        assertThat(learned).isLessThan(fixed / 2);
    }

    @Test
    void theRegretThatIsReportedIsBelowThatOfAnEvenSplit() {
        Comparison comparison = new Comparison(
                season("reported ", new Bandit(ARMS, 5, 0), Bandit.Mode.LEARN).odds());

        assertThat(comparison.regret()).isLessThan(comparison.regretOfEvenSplit() / 2);
    }

    @Test
    void thoseHeldOutLikeItLess() {
        Map<String, Odds> odds =
                season("held ", new Bandit(ARMS, 5, 20), Bandit.Mode.LEARN).odds();
        Odds held = odds.get("held out");
        long trials = odds.values().stream().mapToLong(Odds::trials).sum() - held.trials();
        long wins = odds.values().stream().mapToLong(Odds::wins).sum() - held.wins();

        assertThat(held.trials()).isBetween(CUSTOMERS / 6L, CUSTOMERS / 4L);
        assertThat(new Odds(trials, wins).mean()).isGreaterThan(held.mean() + 0.02);
    }
}
