package io.itinera.consent.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.consent.consent.Choice.Proof;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PrecedenceTest {

    private static final UUID SELF = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final Scope ASKED = new Scope("email", "marketing");
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    @Example
    void someoneWhoWasNeverAskedHasNotSaidNo() {
        assertThat(Precedence.decide(List.of(), ASKED)).isEmpty();
    }

    @Example
    void aLaterYesForOnePurposeTakesAnExceptionOutOfANoToEverything() {
        assertThat(granted(no("*", "*", 1), yes("email", "marketing", 2))).contains(true);
    }

    @Example
    void aNoToEverythingEndsAnEarlierYes() {
        assertThat(granted(yes("email", "marketing", 1), no("*", "*", 2))).contains(false);
    }

    @Example
    void aYesToEverythingDoesNotEndAnEarlierNoToOneThing() {
        assertThat(granted(no("email", "marketing", 1), yes("*", "*", 2))).contains(false);
    }

    @Example
    void aNoToAChannelStandsAgainstALaterYesToAPurposeOnEveryChannel() {
        assertThat(granted(no("email", "*", 1), yes("*", "marketing", 2))).contains(false);
    }

    @Example
    void ofTwoDecisionsAtTheSameTimeTheLaterInTheLedgerCounts() {
        Choice first = new Choice(SELF, new Scope("*", "*"), false, START, new Proof(1, "h", "api", null));
        Choice second = new Choice(SELF, ASKED, true, START, new Proof(2, "h", "api", null));
        assertThat(granted(first, second)).contains(true);
    }

    @Example
    void theYesOfOneProfileDoesNotLiftTheNoOfAnotherThatBecameOneWithIt() {
        Choice theirs = new Choice(OTHER, new Scope("*", "*"), false, START, new Proof(1, "h", "api", null));
        assertThat(granted(yes("email", "marketing", 5), theirs)).contains(false);
    }

    @Property
    void aNoAddedLastAlwaysHolds(@ForAll("histories") List<Choice> history) {
        List<Choice> all = new ArrayList<>(history);
        all.add(no("email", "marketing", 1000));
        assertThat(Precedence.decide(latest(all), ASKED))
                .get()
                .extracting(Choice::granted)
                .isEqualTo(false);
    }

    @Property
    void anExactYesAddedLastAlwaysHolds(@ForAll("histories") List<Choice> history) {
        List<Choice> all = new ArrayList<>(history);
        all.add(yes("email", "marketing", 1000));
        assertThat(Precedence.decide(latest(all), ASKED))
                .get()
                .extracting(Choice::granted)
                .isEqualTo(true);
    }

    @Property
    void aYesNeedsACoveringYesAndEveryCoveringNoNeedsALaterNarrowerYes(@ForAll("histories") List<Choice> history) {
        List<Choice> covering = latest(history).stream()
                .filter(choice -> choice.scope().covers(ASKED))
                .toList();
        boolean openNo = covering.stream().filter(no -> !no.granted()).anyMatch(no -> covering.stream()
                .noneMatch(
                        yes -> yes.granted() && yes.laterThan(no) && yes.scope().narrowerThan(no.scope())));
        Optional<Boolean> expected = covering.isEmpty() ? Optional.empty() : Optional.of(!openNo);
        assertThat(Precedence.decide(covering, ASKED).map(Choice::granted)).isEqualTo(expected);
    }

    @Property
    void theOrderInWhichDecisionsComeInDoesNotMatter(@ForAll("histories") List<Choice> history, @ForAll Random random) {
        List<Choice> shuffled = new ArrayList<>(history);
        Collections.shuffle(shuffled, random);
        assertThat(Precedence.decide(latest(shuffled), ASKED)).isEqualTo(Precedence.decide(latest(history), ASKED));
    }

    @Property
    void mergingIsAsStrictAsTheStricterOfTheTwo(
            @ForAll("histories") List<Choice> mine, @ForAll("histories") List<Choice> theirs) {
        List<Choice> moved = theirs.stream()
                .map(c -> new Choice(OTHER, c.scope(), c.granted(), c.decidedAt(), c.proof()))
                .toList();
        List<Choice> both = new ArrayList<>(latest(mine));
        both.addAll(latest(moved));

        Optional<Boolean> a = Precedence.decide(latest(mine), ASKED).map(Choice::granted);
        Optional<Boolean> b = Precedence.decide(latest(moved), ASKED).map(Choice::granted);
        Optional<Boolean> expected = a.isEmpty() ? b : b.isEmpty() ? a : Optional.of(a.get() && b.get());
        assertThat(Precedence.decide(both, ASKED).map(Choice::granted)).isEqualTo(expected);
    }

    @Property
    void lookingUpTheMostSpecificEffectiveChoiceGivesTheSameAnswer(@ForAll("histories") List<Choice> history) {
        List<Choice> choices = latest(history);
        Map<Scope, Choice> effective = new HashMap<>();
        Precedence.effective(choices).forEach(choice -> effective.put(choice.scope(), choice));
        for (String channel : List.of("email", "sms", "push")) {
            for (String purpose : List.of("marketing", "service", "survey")) {
                Optional<Boolean> found = List.of(
                                new Scope(channel, purpose),
                                new Scope(channel, "*"),
                                new Scope("*", purpose),
                                new Scope("*", "*"))
                        .stream()
                        .filter(effective::containsKey)
                        .findFirst()
                        .map(scope -> effective.get(scope).granted());
                assertThat(found)
                        .isEqualTo(Precedence.decide(choices, new Scope(channel, purpose))
                                .map(Choice::granted));
            }
        }
    }

    @Provide
    Arbitrary<List<Choice>> histories() {
        return Combinators.combine(
                        Arbitraries.of("email", "sms", "*"),
                        Arbitraries.of("marketing", "service", "*"),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.longs().between(1, 1_000_000))
                .as((channel, purpose, granted, at, seq) -> new Choice(
                        SELF,
                        new Scope(channel, purpose),
                        granted,
                        START.plusSeconds(at),
                        new Proof(seq, "h", "api", null)))
                .list()
                .ofMaxSize(8)
                .uniqueElements(choice -> choice.proof().seq());
    }

    private static List<Choice> latest(List<Choice> history) {
        Map<Scope, Choice> latest = new HashMap<>();
        history.forEach(choice -> latest.merge(choice.scope(), choice, (a, b) -> a.laterThan(b) ? a : b));
        return List.copyOf(latest.values());
    }

    private static Optional<Boolean> granted(Choice... choices) {
        return Precedence.decide(List.of(choices), ASKED).map(Choice::granted);
    }

    private static Choice yes(String channel, String purpose, int second) {
        return choice(channel, purpose, true, second);
    }

    private static Choice no(String channel, String purpose, int second) {
        return choice(channel, purpose, false, second);
    }

    private static Choice choice(String channel, String purpose, boolean granted, int second) {
        return new Choice(
                SELF,
                new Scope(channel, purpose),
                granted,
                START.plusSeconds(second),
                new Proof(second, "h", "api", null));
    }
}
