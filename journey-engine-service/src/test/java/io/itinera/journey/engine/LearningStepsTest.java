package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Activity;
import io.itinera.contracts.LearningModel;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.explain.Decision;
import io.itinera.journey.explain.DecisionSentences;
import io.itinera.journey.learning.Bandit;
import io.itinera.journey.learning.Evidence;
import io.itinera.journey.learning.Odds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Steps that decide by what was learned. */
class LearningStepsTest {

    private static final String OPTIMIZE = """
            {"key": "j", "entry": {"on": {"event": "Started"}, "reentry": {"mode": "every-time", "key": "n"}},
             "goals": [{"key": "bought", "on": {"event": "Bought"}, "within": "P7D", "primary": true}], "start": "pick",
             "steps": {
               "pick": {"type": "optimize", "floor": 5, "until": "2027-01-01T00:00:00Z",
                        "holdout": {"key": "control", "percent": 10, "next": "out"},
                        "arms": [{"key": "a", "weight": 1, "next": "a"}, {"key": "b", "weight": 0, "next": "b"}]},
               "a": {"type": "exit", "reason": "a"}, "b": {"type": "exit", "reason": "b"},
               "out": {"type": "exit", "reason": "out"}}}
            """;

    private static final String NEXT_BEST = """
            {"key": "j", "entry": {"on": {"event": "Started"}, "reentry": {"mode": "every-time", "key": "n"}}, "start": "reach",
             "steps": {
               "reach": {"type": "next-best", "floor": 0, "bestTime": "PT24H", "default": {"channel": "email", "at": "10:00"},
                         "channels": [{"channel": "email", "next": "mail"},
                                      {"channel": "push", "when": {"trait": "phone", "exists": true}, "next": "push"}]},
               "mail": {"type": "send", "channel": "email", "template": "t", "purpose": "marketing", "next": "end"},
               "push": {"type": "send", "channel": "push", "template": "t", "purpose": "marketing", "next": "end"},
               "end": {"type": "exit"}}}
            """;

    private static final String BEST_TIME = """
            {"key": "j", "entry": {"on": {"event": "Started"}}, "start": "mail",
             "steps": {
               "mail": {"type": "send", "channel": "email", "template": "t", "purpose": "marketing",
                        "when": {"bestTime": {"atMost": "PT24H", "floor": 0}}, "next": "end"},
               "end": {"type": "exit"}}}
            """;

    private static LearningModel arms(long model, Instant from, long winsOfA, long winsOfB) {
        return new LearningModel(
                "j",
                model,
                from,
                List.of(new LearningModel.Step(
                        1,
                        "pick",
                        List.of(new LearningModel.Arm("a", 1000, winsOfA), new LearningModel.Arm("b", 1000, winsOfB)))),
                List.of());
    }

    private static LearningModel people(int hour) {
        List<Long> hours = new ArrayList<>(Collections.nCopies(24, 0L));
        hours.set(hour, 500L);
        return new LearningModel(
                LearningModel.PEOPLE,
                3,
                Instant.EPOCH,
                List.of(),
                List.of(
                        new LearningModel.Channel("email", 1000, 100, 10, hours),
                        new LearningModel.Channel("push", 1000, 900, 10, hours)));
    }

    private static Map<String, Integer> ends(Insight insight, int people) {
        Map<String, Integer> ends = new HashMap<>();
        for (int i = 0; i < people; i++) {
            Life life =
                    Life.of("profile-" + i).publish(Documents.json(OPTIMIZE)).knowing(insight);
            ends.merge(life.track("Started", "n", 1).transitions().getLast().reason(), 1, Integer::sum);
        }
        return ends;
    }

    private static Life answers(Life life, String channel, MessageStatus status, int times) {
        for (int i = 0; i < times; i++) {
            life.happen(new Activity.MessageChanged(new MessageOutcome(
                    "m" + i,
                    "profile-1",
                    channel,
                    "t",
                    "marketing",
                    null,
                    status,
                    Life.START,
                    null,
                    null,
                    null,
                    null,
                    false)));
        }
        return life;
    }

    @Test
    void mostGoToTheArmThatDoesBest() {
        Map<String, Integer> ends = ends(LearnedModels.NONE.with(arms(1, Instant.EPOCH, 100, 300)), 400);

        assertThat(ends.get("b")).isGreaterThan(300);
        assertThat(ends.get("a")).isBetween(5, 40);
        assertThat(ends.get("out")).isBetween(20, 65);
    }

    @Test
    void tellsWhyInWordsAndSoThatItCanBeDecidedAgain() {
        Life life = learning().track("Started", "n", 1);
        Transition choice = life.transitions().get(1);

        assertThat(choice.reason()).isEqualTo("optimized:b");
        assertThat(said(choice))
                .matches(
                        "Went from pick to b: arm b, which drew the highest chance by model 1: a \\d+\\.\\d % \\(100 of"
                                + " 1000\\), b \\d+\\.\\d % \\(300 of 1000\\)\\.");
        assertThat(Evidence.of(choice.detail()).arms())
                .isEqualTo(Map.of("a", new Odds(1000, 100), "b", new Odds(1000, 300)));
        Life again = learning(choice.profileId()).knowing((_, _) -> Evidence.of(choice.detail()));
        assertThat(again.track("Started", "n", 1).transitions()).isEqualTo(life.transitions());
    }

    /** A profile that is neither held out nor explored with. */
    private static Life learning() {
        for (int i = 0; ; i++) {
            Life tried = learning("profile-" + i).track("Started", "n", 1);
            if (tried.transitions().get(1).detail().containsKey("learned")) {
                return learning("profile-" + i);
            }
        }
    }

    private static Life learning(String profile) {
        return Life.of(profile)
                .publish(Documents.json(OPTIMIZE))
                .knowing(LearnedModels.NONE.with(arms(1, Instant.EPOCH, 100, 300)));
    }

    private static String said(Transition transition) {
        return DecisionSentences.say(List.of(DecisionSentences.of(transition))).stream()
                .map(Decision::sentence)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void decidesByTheModelThatHoldsAtItsTime() {
        LearnedModels models = LearnedModels.NONE
                .with(arms(1, Instant.EPOCH, 100, 300))
                .with(arms(2, Life.START.plusSeconds(60), 300, 100));

        Life life = learning()
                .knowing(models)
                .track("Started", "n", 1)
                .after("PT2M")
                .track("Started", "n", 2);

        assertThat(life.transitions().stream()
                        .filter(t -> t.detail().containsKey("model"))
                        .map(t -> ((Number) t.detail().get("model")).intValue()))
                .containsExactly(1, 2);
    }

    @Test
    void messagesOfTestsTellNothingOfWhatAProfileAnswersTo() {
        Life life = answers(Life.with(NEXT_BEST), "email", MessageStatus.SENT, 3);
        life.happen(new Activity.MessageChanged(new MessageOutcome(
                "m",
                "profile-1",
                "email",
                "t",
                "marketing",
                null,
                MessageStatus.CLICKED,
                Life.START,
                null,
                null,
                null,
                null,
                true)));

        assertThat(life.state().engagement().channel("email").sent()).isEqualTo(3);
        assertThat(life.state().engagement().channel("email").clicked()).isZero();
    }

    @Test
    void aModelThatKnowsNothingOfTheArmsIsNotNamed() {
        Life life = Life.of("profile-1").publish(Documents.json(OPTIMIZE)).knowing(LearnedModels.NONE.with(people(18)));

        assertThat(life.track("Started", "n", 1).transitions().get(1).detail()).containsEntry("model", 0L);
    }

    @Test
    void allGoToTheBestArmOnceTheTimeOfLearningIsOver() {
        Life life = learning().at("2027-01-02T00:00:00Z").track("Started", "n", 1);

        assertThat(life.transitions().get(1).reason()).isEqualTo("optimized:b");
        assertThat(life.transitions().get(1).detail()).containsEntry("settled", true);
    }

    @Test
    void goesByFixedWeightsFromTheMomentAtWhichLearningIsStopped() {
        Life life = learning();
        life.publish(new PublishedJourney(
                "j",
                PublishedJourney.State.LIVE,
                1,
                List.of(new PublishedJourney.Version(1, Documents.json(OPTIMIZE), Instant.EPOCH)),
                List.of(),
                List.of(),
                List.of(),
                List.of(new PublishedJourney.Learning("pick", true, Life.START.plusSeconds(60)))));

        life.track("Started", "n", 1).after("PT2M").track("Started", "n", 2);

        assertThat(life.transitions().stream()
                        .filter(t -> t.reason().startsWith("optimized:"))
                        .map(Transition::reason))
                .containsExactly("optimized:b", "optimized:a");
        assertThat(life.transitions().getLast().reason()).isEqualTo("a");
    }

    @Test
    void theGoalIsToldWithTheArmThatWasChosen() {
        Life life = learning().track("Started", "n", 1).track("Bought");

        assertThat(life.transitions().getLast().detail()).containsEntry("arms", Map.of("pick", "b"));
    }

    @Test
    void choosesTheChannelAndTheHourThatTheProfileAnswersTo() {
        Life life = Life.with(NEXT_BEST).trait("phone", "1").trait("timezone", "Europe/Berlin");
        answers(life, "email", MessageStatus.SENT, 30);
        answers(life, "push", MessageStatus.SENT, 30);
        answers(life, "push", MessageStatus.OPENED, 28).at("2026-11-21T15:30:00Z");

        life.track("Started", "n", 1);

        assertThat(life.transitions().getLast().reason()).isEqualTo("best-hour");
        assertThat(life.transitions().getLast().detail())
                .containsEntry("due", "2026-11-22T10:00:00Z")
                .containsEntry("hour", 11)
                .containsEntry("hourOwn", true)
                .containsEntry("byOwn", true);
        assertThat(said(life.transitions().getLast()))
                .isEqualTo(
                        "At reach: waits until 22 November 2026, 11:00:00 (Europe/Berlin) to use channel push, the hour"
                                + " at which the profile answers most; by model 0.");
        life.after("P1D");
        assertThat(life.sends()).singleElement().satisfies(send -> assertThat(send.channel())
                .isEqualTo("push"));
        assertThat(life.told()).contains("moved reach > push (channel:push)");
    }

    @Test
    void goesByAllPeopleWhereTheProfileIsNotKnownAndByTheDefaultWhereNothingIs() {
        Life known = Life.with(NEXT_BEST).trait("phone", "1").knowing(LearnedModels.NONE.with(people(18)));
        Life unknown = Life.with(NEXT_BEST).trait("phone", "1").at("2026-11-21T10:30:00Z");

        known.track("Started", "n", 1);
        unknown.track("Started", "n", 1);

        assertThat(known.transitions().getLast().detail())
                .containsEntry("channel", "push")
                .containsEntry("byPeople", true)
                .containsEntry("hourOfPeople", true)
                .containsEntry("due", "2026-11-21T18:00:00Z");
        assertThat(unknown.transitions().getLast().detail())
                .containsEntry("channel", "email")
                .containsEntry("fixed", true)
                .containsEntry("hourDefault", true)
                .containsEntry("due", "2026-11-22T10:00:00Z");
    }

    @Test
    void neverChoosesAChannelThatIsNotOpen() {
        Life life = Life.with(NEXT_BEST).knowing(LearnedModels.NONE.with(people(10)));

        life.track("Started", "n", 1);

        assertThat(life.sends()).singleElement().satisfies(send -> assertThat(send.channel())
                .isEqualTo("email"));
    }

    @Test
    void aSendWaitsForTheBestHourAndNoLongerThanAllowed() {
        Life life = Life.with(BEST_TIME);
        answers(life, "email", MessageStatus.OPENED, 3).at("2026-11-21T12:00:00Z");

        life.track("Started");

        assertThat(life.sends()).isEmpty();
        life.after("P1D");
        assertThat(life.sends()).singleElement().satisfies(send -> assertThat(send.requestedAt())
                .isEqualTo("2026-11-22T10:00:00Z"));
        assertThat(life.told()).contains("waiting mail (best-hour)", "moved mail > end (requested)");
    }

    @Test
    void aSendGoesOutAtOnceWhereNothingIsKnown() {
        assertThat(Life.with(BEST_TIME).track("Started").sends()).hasSize(1);
    }

    @Test
    void whatAProfileAnswersToIsKeptOnlyWhileAJourneyDecidesByIt() {
        Life without = answers(Life.with(OPTIMIZE), "email", MessageStatus.OPENED, 1);
        Life with = answers(Life.with(BEST_TIME), "email", MessageStatus.OPENED, 1);
        Catalog catalog = with.catalog();

        assertThat(without.state().isEmpty()).isTrue();
        assertThat(with.state().engagement().channel("email").opened()).isEqualTo(1);
        assertThat(with.state().isEmpty()).isFalse();
        assertThat(catalog.without("j").learnsFromAnswers()).isFalse();
        assertThat(Advance.apply(catalog.without("j"), with.state(), new Input.CatalogChanged(Life.START))
                        .after()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whatBothAnsweredToCountsAfterAMerge() {
        Life from = answers(Life.of("profile-2").publish(Documents.json(BEST_TIME)), "email", MessageStatus.OPENED, 2);
        Life into = answers(Life.with(BEST_TIME), "email", MessageStatus.OPENED, 1);

        from.mergeInto(into);

        assertThat(into.state().engagement().channel("email").opened()).isEqualTo(3);
        assertThat(from.state().isEmpty()).isTrue();
    }

    @Test
    void drawsAgainTheSameWhenARecordedChoiceIsRepeated() {
        Map<String, Object> detail =
                learning().track("Started", "n", 1).transitions().get(1).detail();
        List<Bandit.Drawn> drawn = new ArrayList<>();

        for (Object told : (List<?>) detail.get("odds")) {
            Map<?, ?> arm = (Map<?, ?>) told;
            Odds odds = new Odds(((Number) arm.get("trials")).longValue(), ((Number) arm.get("wins")).longValue());
            double u = ((Number) arm.get("u")).doubleValue();
            drawn.add(new Bandit.Drawn(String.valueOf(arm.get("arm")), odds, u, odds.draw(u)));
            assertThat(odds.draw(u)).isEqualTo(arm.get("chance"));
        }

        assertThat(Bandit.highest(drawn).arm()).isEqualTo(detail.get("arm"));
    }
}
