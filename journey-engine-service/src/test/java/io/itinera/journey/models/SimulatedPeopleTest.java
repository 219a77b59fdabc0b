package io.itinera.journey.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.journey.definition.Documents;
import io.itinera.journey.learning.Bandit;
import io.itinera.journey.learning.Chance;
import io.itinera.journey.learning.Odds;
import io.itinera.journey.reporting.Experiment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Customers of whom it is known when and where they like to be reached, served by the engine itself: what learning their hour or their
 * channel is worth against a fixed split, and whether the reports say so.
 */
class SimulatedPeopleTest {

    private static final int PEOPLE = 200;
    private static final int DAYS = 50;

    private static final String HOURS = """
            { key: 'j', entry: { on: { event: 'Started' }, reentry: { mode: 'after-exit' } }, start: 'mail',
              steps: {
                mail: { type: 'send', channel: 'email', template: 't', purpose: 'marketing', next: 'end',
                    when: { bestTime: { atMost: 'PT23H', floor: 5, holdout: 20, otherwise: '10:00' } } },
                end: { type: 'exit' } } }
            """;

    private static final String CHANNELS = """
            { key: 'j', entry: { on: { event: 'Started' }, reentry: { mode: 'after-exit' } }, start: 'reach',
              steps: {
                reach: { type: 'next-best', floor: 5, holdout: 20, default: { channel: 'email' },
                    channels: [ { channel: 'email', next: 'mail' }, { channel: 'push', next: 'push' }, { channel: 'sms', next: 'sms' } ] },
                mail: { type: 'send', channel: 'email', template: 't', purpose: 'marketing', next: 'end' },
                push: { type: 'send', channel: 'push', template: 't', purpose: 'marketing', next: 'end' },
                sms: { type: 'send', channel: 'sms', template: 't', purpose: 'marketing', next: 'end' },
                end: { type: 'exit' } } }
            """;

    /** Four of five look at their mail in the evening, the others at noon; what is fresh then is opened far more often. */
    private static Town lunchersAndEveningPeople() {
        return new Town(
                        Documents.json(HOURS),
                        PEOPLE,
                        number -> new Town.Habit(number % 5 == 0 ? 12 : 19, null, 0.6, 0.15))
                .live(DAYS);
    }

    /** Three of four answer to a push, the others to a mail or a text. */
    private static Town listeners() {
        return new Town(Documents.json(CHANNELS), PEOPLE, number -> new Town.Habit(9, liked(number), 0.5, 0.1))
                .live(DAYS);
    }

    private static String liked(int number) {
        return number % 20 < 15 ? "push" : number % 20 < 18 ? "email" : "sms";
    }

    @Test
    void learningTheHourOfEachRegretsFarLessThanAnEvenSplitOverTheDay() {
        Town town = lunchersAndEveningPeople();
        double even = town.chosen() * (0.6 - (0.6 + 23 * 0.15) / 24);
        double allAtTen = town.chosen() * (0.6 - 0.15);

        assertThat(town.regret()).isLessThan(even / 2).isLessThan(allAtTen / 2);
    }

    @Test
    void theReportFindsTheHoursThatPeopleLikeAndTheLiftOverThoseHeldOutWithItsInterval() {
        Town town = lunchersAndEveningPeople();

        LearningReport.Answers told = AnswerReport.byHour("email", town.answers());

        assertThat(told.messages()).isEqualTo(town.chosen());
        assertThat(told.regret().best()).isIn("12", "19");
        assertThat(told.regret().missed()).isLessThan(told.regret().evenly());
        assertThat(told.regret().low()).isLessThanOrEqualTo(told.regret().missed());
        assertThat(told.options())
                .as("the floor tries other hours, too")
                .hasSizeGreaterThan(12)
                .filteredOn(option -> !option.option().equals("19"))
                .allSatisfy(option -> assertThat(option.share()).isLessThan(0.25));
        town.agreesWith(told.lift());
    }

    @Test
    void learningTheChannelOfEachRegretsLessThanAFixedSplitAndTheFloorKeepsAllTried() {
        Town town = listeners();
        double even = town.chosen() * (0.5 - (0.5 + 2 * 0.1) / 3);

        assertThat(town.regret()).isLessThan(even * 0.75);
        assertThat(AnswerReport.byChannel(town.answers()).options())
                .hasSize(3)
                .allSatisfy(option -> assertThat(option.share()).isGreaterThan(0.045));
    }

    @Test
    void theReportFindsTheChannelThatMostLikeAndTheLiftOverThoseHeldOutWithItsInterval() {
        Town town = listeners();

        LearningReport.Answers told = AnswerReport.byChannel(town.answers());

        assertThat(told.messages()).isEqualTo(town.chosen());
        assertThat(told.regret().best()).isEqualTo("push");
        assertThat(told.regret().missed()).isPositive().isLessThan(told.regret().evenly());
        assertThat(told.heldOut().sent()).isBetween(PEOPLE * DAYS / 7L, PEOPLE * DAYS / 4L);
        town.agreesWith(told.lift());
    }

    /** Numbers as good as any. */
    private record Dice(Random random) implements Chance {
        @Override
        public double ofProfile(String what) {
            return random.nextDouble();
        }

        @Override
        public double ofVisit(String what) {
            return random.nextDouble();
        }
    }

    @Test
    void theLiftOfArmsOverThoseHeldOutHasInItsIntervalWhatIsKnownOfThem() {
        Map<String, Double> liked = Map.of("plain", 0.05, "offer", 0.12, "none", 0.04);
        Bandit bandit = new Bandit(List.of(new Bandit.Arm("plain", 1), new Bandit.Arm("offer", 1)), 5, 20);
        Dice dice = new Dice(new Random(3));
        Map<String, Odds> counted = new TreeMap<>();
        Map<String, Odds> model = Map.of();
        for (int i = 0; i < 6_000; i++) {
            model = i % 200 == 0 ? Map.copyOf(counted) : model;
            String drawn = bandit.choose(model, Bandit.Mode.LEARN, dice).arm();
            String arm = drawn == null ? "none" : drawn;
            Odds before = counted.getOrDefault(arm, Odds.NONE);
            boolean bought = dice.ofVisit("buys") < liked.get(arm);
            counted.put(arm, new Odds(before.trials() + 1, before.wins() + (bought ? 1 : 0)));
        }
        List<Experiment.Arm> arms = new ArrayList<>();
        counted.forEach((arm, odds) -> arms.add(new Experiment.Arm(
                arm,
                arm.equals("none"),
                odds.trials(),
                List.of(new Experiment.ArmGoal("bought", odds.wins(), 0, 0, 0, null, List.of())))));
        double offered = counted.get("offer").trials();
        double plain = counted.get("plain").trials();

        LearningReport.Step told = StepReport.of(arms, "bought").with("pick", "optimize", false, null, List.of());

        assertThat((offered * 0.12 + plain * 0.05) / (offered + plain) - 0.04)
                .isBetween(told.lift().low(), told.lift().high());
        assertThat(told.lift().verdict()).isEqualTo("higher");
        assertThat(told.best()).isEqualTo("offer");
        assertThat(told.regret()).isLessThan(told.regretOfEvenSplit() / 2);
    }
}
