package io.itinera.journey.engine;

import static io.itinera.journey.engine.Life.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.Migration;
import io.itinera.contracts.PublishedJourney.State;
import io.itinera.contracts.TaskChange;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of those inside when a version takes them over, and when that is taken back. */
class MigrationsTest {

    private static final Instant NOON = START.plusSeconds(7_200);

    private static final JsonNode ONE =
            Documents.journey("j", """
            { first: { type: 'send', channel: 'email', template: 'one', purpose: 'p', next: 'rest' },
              rest: { type: 'wait', for: 'P3D', next: 'end' }, end: { type: 'exit' } }""", "maxDuration: 'P30D'", "exits: [ { key: 'bought', on: { event: 'Bought' } } ]");

    /** The wait is shorter, and a message comes after it. */
    private static final JsonNode SHORTER = Documents.journey("j", """
            { first: { type: 'send', channel: 'email', template: 'one', purpose: 'p', next: 'rest' },
              rest: { type: 'wait', for: 'P1D', next: 'mail' },
              mail: { type: 'send', channel: 'email', template: 'two', purpose: 'p', next: 'end' }, end: { type: 'exit' } }""", "maxDuration: 'P20D'");

    /** The wait has another name, and looks at the first message. */
    private static final JsonNode RENAMED = Documents.journey("j", """
            { hello: { type: 'send', channel: 'email', template: 'one', purpose: 'p', next: 'look' },
              look: { type: 'wait', until: { message: { step: 'hello', is: 'clicked' } }, atMost: 'P5D', then: 'yes', onTimeout: 'end' },
              pause: { type: 'wait', for: 'P3D', next: 'look' },
              yes: { type: 'exit', reason: 'clicked' }, end: { type: 'exit' } }""").put("start", "hello");

    @Test
    void whoStandsAtAStepThatStaysFollowsAndItsWaitGoesOnWithTheNewWords() {
        Life life = Life.with(ONE).track("Started").at(NOON);
        publish(life, List.of(follow(1, NOON, 1, 2)), ONE, SHORTER).changed();

        assertThat(life.told()).endsWith("migrated rest > rest (version:2)", "waiting rest (kept)");
        assertThat(life.transitions()
                        .get(life.transitions().size() - 2)
                        .journey()
                        .version())
                .isEqualTo(1);
        assertThat(life.last().journey().version()).isEqualTo(2);
        assertThat(life.state().live().getFirst().waiting().due()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(life.state().live().getFirst().expires()).isEqualTo("2026-12-11T10:00:00Z");

        life.after("P2D");
        assertThat(life.sends()).extracting(s -> s.template()).containsExactly("one", "two");
        assertThat(life.timers()).isEmpty();
    }

    @Test
    void aWaitThatWouldBeOverByTheNewWordsIsDueAtOnceAndAfterWhatWasDueBefore() {
        Life life = Life.with(ONE).track("Started").at(START.plusSeconds(200_000));
        publish(life, List.of(follow(1, life.now(), 1, 2)), ONE, SHORTER).changed();

        assertThat(life.told())
                .endsWith(
                        "waiting rest (kept)",
                        "moved rest > mail (due)",
                        "moved mail > end (requested)",
                        "exited end (completed)");
        assertThat(life.last().at()).isEqualTo(life.now());
    }

    @Test
    void whatWasDueBeforeTheMigrationHappensOnTheVersionThatIsLeft() {
        Life life = Life.with(ONE).timersNeverFire().track("Started");
        publish(life, List.of(follow(1, START.plusSeconds(300_000), 1, 2)), ONE, SHORTER);
        life.at(START.plusSeconds(400_000)).changed();

        assertThat(life.told()).endsWith("moved rest > end (due)", "exited end (completed)");
        assertThat(life.last().journey().version()).isEqualTo(1);
    }

    @Test
    void whoStandsAtAStepThatIsGoneStaysAndFollowsFromWhereItComesNext() {
        JsonNode twoWaits = Documents.journey("j", """
                { first: { type: 'wait', for: 'P1D', next: 'rest' }, rest: { type: 'wait', for: 'P3D', next: 'end' }, end: { type: 'exit' } }""");
        Life life = Life.with(twoWaits).track("Started").at(NOON);
        publish(life, List.of(follow(1, NOON, 1, 2)), twoWaits, RENAMED.deepCopy())
                .changed();
        assertThat(life.told()).containsExactly("entered > first (event)", "waiting first (for)");

        publish(life, List.of(follow(1, NOON, 1, 2)), twoWaits, SHORTER);
        life.changed().after("P1D").changed();
        assertThat(life.told()).endsWith("waiting rest (kept)");
        assertThat(life.state().live().getFirst().version()).isEqualTo(2);
    }

    @Test
    void whoComesToAStepThatHasACounterpartIsLedOnAtOnceAndNotWithTheNextInput() {
        JsonNode twoWaits = Documents.journey("j", """
                { first: { type: 'wait', for: 'P1D', next: 'rest' }, rest: { type: 'wait', for: 'P3D', next: 'end' }, end: { type: 'exit' } }""");
        Life life = Life.with(twoWaits).track("Started").at(NOON);
        publish(life, List.of(follow(1, NOON, 1, 2)), twoWaits, SHORTER).changed();
        life.after("P1D");

        assertThat(life.told())
                .endsWith("waiting rest (for)", "migrated rest > rest (version:2)", "waiting rest (kept)");
        assertThat(life.timers()).anyMatch(t -> t.due().equals(START.plusSeconds(2 * 86_400)));
    }

    @Test
    void aMappedStepKeepsItsWaitAndTheMessagesOfRenamedStepsStayKnown() {
        Life life = Life.with(ONE).track("Started").at(NOON);
        publish(life, List.of(migrate(1, NOON, Map.of("rest", "look", "first", "hello"), List.of())), ONE, RENAMED)
                .changed();
        assertThat(life.told())
                .endsWith("migrated rest > look (version:2)", "waiting look (arriving)", "waiting look (condition)");

        life.message("first", MessageStatus.CLICKED);
        assertThat(life.told()).endsWith("moved look > yes (condition)", "exited yes (clicked)");
    }

    @Test
    void aStepWithoutACounterpartEndsWithTheReason() {
        Life life = Life.with(ONE).track("Started").at(NOON);
        publish(life, List.of(migrate(1, NOON, Map.of(), List.of())), ONE, RENAMED)
                .changed();

        assertThat(life.told()).endsWith("exited rest (migrated)");
        assertThat(life.last().detail()).containsEntry("why", "no-such-step").containsEntry("version", 2);
        assertThat(life.timers()).isEmpty();
    }

    @Test
    void takingAMigrationBackLeadsEverybodyBackWhoHasNotGoneOn() {
        Life stood = Life.with(ONE).track("Started").at(NOON);
        Instance before = stood.state().live().getFirst();
        Migration away = migrate(1, NOON, Map.of("rest", "pause"), List.of());
        publish(stood, List.of(away), ONE, RENAMED).changed();
        assertThat(stood.state().live().getFirst().waiting().step()).isEqualTo("pause");
        publish(stood, List.of(away, undo(2, NOON.plusSeconds(60))), ONE, RENAMED);
        stood.after("PT1M").changed();

        assertThat(stood.told()).endsWith("migrated pause > rest (version:1)", "waiting rest (kept)");
        assertThat(stood.state().live().getFirst().waiting()).isEqualTo(before.waiting());
        assertThat(stood.state().live().getFirst().expires()).isEqualTo(before.expires());
        assertThat(stood.timers()).hasSize(2);

        Life wentOn = Life.with(ONE).track("Started").at(NOON);
        publish(wentOn, List.of(away), ONE, RENAMED).changed().after("P4D");
        publish(wentOn, List.of(away, undo(2, wentOn.now())), ONE, RENAMED).changed();
        assertThat(wentOn.state().live().getFirst().version()).isEqualTo(2);
        assertThat(wentOn.state().live().getFirst().waiting().step()).isEqualTo("look");
    }

    @Test
    void takingAMigrationBackBringsBackWhomItEnded() {
        Life life = Life.with(ONE).track("Started").at(NOON);
        Instance before = life.state().live().getFirst();
        Migration away = migrate(1, NOON, Map.of(), List.of("rest"));
        publish(life, List.of(away), ONE, SHORTER).changed();
        assertThat(life.state().live()).isEmpty();
        assertThat(life.state().parked()).hasSize(1);

        publish(life, List.of(away, undo(2, NOON.plusSeconds(60))), ONE, SHORTER);
        life.after("PT1M").changed();
        assertThat(life.told())
                .endsWith("exited rest (migrated)", "migrated rest > rest (version:1)", "waiting rest (kept)");
        assertThat(life.state().live().getFirst().waiting()).isEqualTo(before.waiting());
        assertThat(life.state().parked()).isEmpty();
        assertThat(life.transitions()).extracting(Transition::id).doesNotHaveDuplicates();
        assertThat(life.after("P4D").told()).endsWith("exited end (completed)");
    }

    @Test
    void whoComesBackAfterTheTimeOfItsGoalsHasReachedThemAndGoesOnCounting() {
        JsonNode one = Documents.journey(
                        "j",
                        "{ rest: { type: 'wait', for: 'P3D', next: 'end' }, end: { type: 'exit' } }",
                        "goals: [ { key: 'paid', on: { event: 'Paid' }, within: 'P1D' } ]")
                .put("start", "rest");
        Life life = Life.with(one).track("Started").at(NOON);
        Migration away = migrate(1, NOON, Map.of(), List.of("rest"));
        publish(life, List.of(away), one, SHORTER).changed();
        life.track("Paid").after("P1D");
        assertThat(life.state().watched()).isEmpty();
        publish(life, List.of(away, undo(2, life.now())), one, SHORTER).changed();

        assertThat(life.told())
                .endsWith(
                        "exited rest (migrated)",
                        "goal (goal:paid)",
                        "migrated rest > rest (version:1)",
                        "waiting rest (kept)");
        assertThat(life.transitions()).extracting(Transition::sequence).doesNotHaveDuplicates();
        assertThat(life.state().live().getFirst().progress().goals()).containsExactly("paid");
    }

    @Test
    void whoComesBackTooLateFindsThePlaceTaken() {
        Life life = Life.with(ONE).track("Started").at(NOON);
        Migration away = migrate(1, NOON, Map.of(), List.of("rest"));
        publish(life, List.of(away), ONE, SHORTER).changed().track("Started");
        publish(life, List.of(away, undo(2, NOON.plusSeconds(60))), ONE, SHORTER);
        life.after("PT1M").changed();

        assertThat(life.state().live()).hasSize(1);
        assertThat(life.state().live().getFirst().version()).isEqualTo(2);
    }

    @Test
    void aTaskIsWithdrawnFromWhoIsLedAwayAndGivenAgainToWhoIsLedBack() {
        JsonNode task = Documents.journey("j", """
                { first: { type: 'task', title: 'Call', outcomes: [ { key: 'done', next: 'end' } ] }, end: { type: 'exit' } }""");
        for (List<String> ends : List.of(List.of("first"), List.<String>of())) {
            Life life = Life.with(task).track("Started").at(NOON);
            Migration away = migrate(1, NOON, ends.isEmpty() ? Map.of("first", "rest") : Map.of(), ends);
            publish(life, List.of(away), task, SHORTER).changed();
            assertThat(life.tasks())
                    .extracting(TaskChange::kind)
                    .containsExactly(TaskChange.Kind.OPENED, TaskChange.Kind.CLOSED);

            publish(life, List.of(away, undo(2, NOON.plusSeconds(60))), task, SHORTER);
            life.after("PT1M").changed();
            assertThat(life.told()).endsWith("waiting first (arriving)", "waiting first (task)");
            assertThat(life.tasks().getLast().kind()).isEqualTo(TaskChange.Kind.OPENED);
            assertThat(life.tasks().getLast().id())
                    .isNotEqualTo(life.tasks().getFirst().id());
        }
    }

    @Test
    void aTaskWhoseLimitAnotherVersionHasTakenAwayIsOverdueWhenItWouldHaveEnded() {
        String outcomes = "outcomes: [ { key: 'done', next: 'end' } ]";
        JsonNode limited = Documents.journey(
                "j",
                "{ first: { type: 'task', title: 'Call', atMost: 'P1D', onTimeout: 'end', " + outcomes
                        + " }, end: { type: 'exit' } }");
        JsonNode open = Documents.journey(
                "j", "{ first: { type: 'task', title: 'Call', " + outcomes + " }, end: { type: 'exit' } }");
        Life life = Life.with(limited).track("Started").at(NOON);
        publish(life, List.of(follow(1, NOON, 1, 2)), limited, open).changed().after("P2D");

        assertThat(life.told()).endsWith("waiting first (kept)", "waiting first (overdue)");
        assertThat(life.timers()).isEmpty();
    }

    @Test
    void aFurtherVersionLetsGoOfThoseWhomTheOneBeforeEnded() {
        Life life = Life.with(ONE).track("Started").at(NOON);
        Migration away = migrate(1, NOON, Map.of(), List.of("rest"));
        publish(life, List.of(away), ONE, SHORTER).changed();
        publish(life, List.of(away), ONE, SHORTER, ONE).changed();

        assertThat(life.state().isEmpty()).isTrue();
    }

    @Test
    void aMigrationThatWasTakenBackLeavesAloneWhoHadNotMoved() {
        Life life = Life.with(ONE).track("Started").at(NOON);
        publish(life, List.of(follow(1, NOON, 1, 2), undo(2, NOON.plusSeconds(1))), ONE, SHORTER);
        life.after("PT1H").changed();

        assertThat(life.told()).endsWith("waiting rest (for)");
        assertThat(life.state().live().getFirst().version()).isEqualTo(1);
    }

    @Test
    void aMigrationWhileTheJourneyIsHeldIsCarriedOutBeforeAnythingGoesOn() {
        Life life = Life.with(ONE).track("Started");
        publish(life, State.HELD, List.of(), List.of(pause(START.plusSeconds(60), null, false)), ONE)
                .changed();
        Instant mended = START.plusSeconds(86_400 * 4);
        List<Migration> away = List.of(migrate(1, mended, Map.of("rest", "mail"), List.of()));
        life.at(mended);
        publish(life, State.HELD, away, List.of(pause(START.plusSeconds(60), null, false)), ONE, SHORTER)
                .changed();
        assertThat(life.told()).endsWith("migrated rest > mail (version:2)", "waiting mail (arriving)");

        life.after("PT1H");
        publish(life, State.LIVE, away, List.of(pause(START.plusSeconds(60), life.now(), false)), ONE, SHORTER)
                .changed();
        assertThat(life.told()).endsWith("moved mail > end (requested)", "exited end (completed)");
        assertThat(life.last().at()).isEqualTo(life.now());
    }

    @Test
    void whoIsLedBackToAMessageThatWaitsForItsHourAsksForItUnderTheIdOfThatVisit() {
        JsonNode atItsHour = Documents.journey("j", """
            { first: { type: 'send', channel: 'email', template: 'one', purpose: 'p', next: 'end',
                      when: { bestTime: { atMost: 'PT24H', floor: 0, otherwise: '15:00' } } }, end: { type: 'exit' } }""");
        JsonNode atOnce = Documents.journey("j", """
            { first: { type: 'send', channel: 'email', template: 'two', purpose: 'p', next: 'rest' },
              rest: { type: 'wait', for: 'P3D', next: 'end' }, end: { type: 'exit' } }""");
        Life life = Life.with(atItsHour).track("Started");
        String mine = life.state().live().getFirst().id();
        List<Migration> there = List.of(migrate(1, START.plusSeconds(60), Map.of("first", "first"), List.of()));
        publish(life.at(START.plusSeconds(60)), there, atItsHour, atOnce).changed();
        List<Migration> andBack = List.of(there.getFirst(), undo(2, START.plusSeconds(120)));
        publish(life.at(START.plusSeconds(120)), andBack, atItsHour, atOnce).changed();
        life.after("P1D");

        assertThat(life.sends()).extracting(s -> s.template()).containsExactly("two", "one");
        assertThat(life.sends())
                .extracting(s -> s.id())
                .containsExactly(ProfileIds.derive(mine + "|first|2"), ProfileIds.derive(mine + "|first|1"));
    }

    @Test
    void aLateEngineLeadsOnWhoeverCameToAnotherStepBeforeItAppliesWhatWasDueThere() {
        JsonNode one = Documents.journey("j", """
            { first: { type: 'wait', for: 'P1D', next: 'second' }, second: { type: 'wait', for: 'PT6H', next: 'one' },
              one: { type: 'send', channel: 'email', template: 'one', purpose: 'p', next: 'end' }, end: { type: 'exit' } }""");
        JsonNode two = Documents.journey("j", """
            { second: { type: 'wait', for: 'P2D', next: 'two' },
              two: { type: 'send', channel: 'email', template: 'two', purpose: 'p', next: 'end' }, end: { type: 'exit' } }""").put("start", "second");
        Life life = Life.with(one).track("Started").at(NOON);
        publish(life, List.of(follow(1, NOON, 1, 2)), one, two).changed();
        life.timersNeverFire().at(START.plus(Duration.ofDays(9))).changed();

        assertThat(life.told())
                .containsSubsequence(
                        "moved first > second (due)",
                        "migrated second > second (version:2)",
                        "moved second > two (due)",
                        "exited end (completed)");
        assertThat(life.sends()).extracting(s -> s.template()).containsExactly("two");
        assertThat(life.sends().getFirst().requestedAt()).isEqualTo(START.plus(Duration.ofDays(3)));
    }

    @Test
    void whoLeftTheStepUndoneAndCameToItAgainHasGoneOnAndStays() {
        JsonNode wait =
                Documents.journey("j", "{ first: { type: 'wait', for: 'P9D', next: 'end' }, end: { type: 'exit' } }");
        JsonNode call = Documents.journey("j", """
            { first: { type: 'task', title: 'Call', outcomes: [ { key: 'yes', next: 'end' } ] },
              other: { type: 'wait', for: 'P1D', next: 'first' }, end: { type: 'exit' } }""");
        List<PublishedJourney.Pause> held = List.of(pause(START.plusSeconds(60), null, false));
        Life life = Life.with(wait).track("Started");
        publish(life, State.HELD, List.of(), held, wait).changed().at(NOON);
        Migration there = migrate(1, NOON, Map.of("first", "first"), List.of());
        publish(life, State.HELD, List.of(there), held, wait, call).changed();
        String instance = life.last().journey().instance();
        Input.By by = new Input.By("ops", null);
        life.apply(new Input.Ordered("o1", instance, Input.Order.MOVE, "other", by, NOON));
        life.apply(new Input.Ordered("o2", instance, Input.Order.GO_ON, null, by, NOON));
        assertThat(life.told()).endsWith("moved other > first (ordered)", "waiting first (task)");
        publish(life, State.HELD, List.of(there, undo(2, NOON)), held, wait, call)
                .changed();

        assertThat(life.told()).endsWith("waiting first (task)");
        assertThat(life.tasks()).extracting(TaskChange::kind).containsExactly(TaskChange.Kind.OPENED);
        assertThat(life.state().live().getFirst().version()).isEqualTo(2);
    }

    static PublishedJourney.Pause pause(Instant from, Instant until, boolean skip) {
        return new PublishedJourney.Pause(from, until, true, skip);
    }

    private static Migration follow(int number, Instant at, int from, int to) {
        return new Migration(number, null, List.of(from), to, true, Map.of(), List.of(), at);
    }

    private static Migration migrate(int number, Instant at, Map<String, String> steps, List<String> ends) {
        return new Migration(number, null, List.of(1), 2, false, steps, ends, at);
    }

    private static Migration undo(int number, Instant at) {
        return new Migration(number, number - 1, List.of(), 2, false, Map.of(), List.of(), at);
    }

    private static Life publish(Life life, List<Migration> migrations, JsonNode... definitions) {
        return publish(life, State.LIVE, migrations, List.of(), definitions);
    }

    static Life publish(
            Life life,
            State state,
            List<Migration> migrations,
            List<PublishedJourney.Pause> pauses,
            JsonNode... definitions) {
        List<PublishedJourney.Version> versions = new ArrayList<>();
        for (JsonNode definition : definitions) {
            versions.add(new PublishedJourney.Version(versions.size() + 1, definition, Instant.EPOCH));
        }
        return life.publish(new PublishedJourney("j", state, versions.size(), versions, migrations, pauses, List.of()));
    }
}
