package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.All;
import io.itinera.conditions.Any;
import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.Derived;
import io.itinera.conditions.Explanation;
import io.itinera.conditions.Histories;
import io.itinera.conditions.Not;
import io.itinera.conditions.Source;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import io.itinera.journey.definition.Answer;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.explain.Decision;
import io.itinera.journey.explain.DecisionSentences;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Conditions of every kind, wherever a journey asks them: what is recorded of each decision is enough to decide it again, from the data
 * alone, and the same comes out.
 */
class ExplainedConditionsTest {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /** Every kind that can be asked within an instance. */
    private static final List<Map<String, Object>> LEAVES = List.of(
            Map.of("trait", "a", "gt", 1),
            Map.of("trait", "a.b", "eq", "b"),
            Map.of("property", "total", "between", List.of(1, 30)),
            Map.of("property", "event.total", "exists", true),
            Map.of("score", "score", "gte", 5),
            Map.of("segment", "vip"),
            Map.of("consent", Map.of("channel", "email", "purpose", "marketing")),
            Map.of("message", Map.of("step", List.of("mail"), "is", "opened")),
            Map.of("goal", "bought"),
            Map.of("context", "ask.body.limit", "gte", 100),
            Map.of("event", "Viewed", "count", 2, "within", "P7D"));

    private static final Map<String, Object> ANYBODY = Map.of("trait", "never", "exists", false);

    /** What happens in one life. */
    record Story(Map<String, Object> traits, Set<String> does) {
        boolean does(String what) {
            return does.contains(what);
        }
    }

    /** A journey that asks the condition in a branch, in a wait, and as an exit rule. */
    private static JsonNode journey(Map<String, Object> audience, Map<String, Object> within)
            throws JsonProcessingException {
        String asked = Wire.JSON.writeValueAsString(within);
        return Documents.json("""
                { key: 'random', entry: { on: { event: 'Started' }, audience: %1$s },
                  exits: [ { key: 'gone', when: { all: [ %2$s, { trait: 'leaves', eq: true } ] } } ],
                  goals: [ { key: 'bought', on: { event: 'Bought' } } ],
                  start: 'mail',
                  steps: {
                    mail: { type: 'send', channel: 'email', template: 't', purpose: 'marketing', next: 'ask' },
                    ask: { type: 'webhook', endpoint: 'scoring', onFailure: 'which', next: 'which' },
                    which: { type: 'branch', branches: [ { when: %2$s, next: 'look' } ], otherwise: 'look' },
                    look: { type: 'wait', until: { not: %2$s }, atMost: 'PT1H', then: 'end', onTimeout: 'end' },
                    end: { type: 'exit' } } }""".formatted(Wire.JSON.writeValueAsString(audience), asked));
    }

    private static Life lived(Map<String, Object> audience, Map<String, Object> within, Story story)
            throws JsonProcessingException {
        Life life = Life.with(journey(audience, within));
        story.traits().forEach(life::trait);
        life.consent("email/marketing", story.does("consents"));
        if (story.does("vip")) {
            life.segment("vip");
        }
        if (story.does("viewed")) {
            life.segment(derived());
        }
        life.track("Started", "total", 20).after("PT1M");
        if (life.sends().isEmpty()) {
            return life;
        }
        life.message("mail", story.does("opens") ? MessageStatus.OPENED : MessageStatus.SENT)
                .after("PT1M");
        if (story.does("buys")) {
            life.track("Bought").after("PT1M");
        }
        Call call = life.calls().getLast();
        life.apply(new Input.Answered(
                call.journey().instance(),
                call.journey().step(),
                call.visit(),
                new Answer("answered", Map.of("status", 200, "body", Map.of("limit", story.does("rich") ? 500 : 5))),
                life.now()));
        life.after("PT1M");
        if (story.does("leaves")) {
            life.trait("leaves", true).track("Anything", "total", 1);
        }
        return life.after("PT3H");
    }

    private static void staysWhateverIsCountedAfterwards(Explanation explanation) {
        for (long count = 0; count < 4; count++) {
            Histories.Tally tally = new Histories.Tally(count, Life.START, false);
            Explanation told = Histories.completed(explanation, _ -> tally);
            assertThat(told.decide()).isEqualTo(told.verdict()).isEqualTo(explanation.verdict());
            assertThat(Explanation.parse(told.toMap()).decide()).isEqualTo(explanation.verdict());
        }
    }

    private static String derived() {
        Condition asked = Conditions.parse(Map.of("event", "Viewed", "count", 2, "within", "P7D"), "");
        return ((Derived) Conditions.derived(asked, null)).segment();
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
    void whatIsRecordedOfADecisionIsEnoughToDecideItAgain(
            @ForAll("audiences") Map<String, Object> audience,
            @ForAll("within") Map<String, Object> within,
            @ForAll("stories") Story story)
            throws JsonProcessingException {
        for (Transition transition : lived(audience, within, story).transitions()) {
            Map<String, Object> kept = Wire.JSON.readValue(Wire.JSON.writeValueAsString(transition.detail()), MAP);
            List<Explanation> found = new ArrayList<>();
            find(kept, found);
            assertThat(found).allSatisfy(e -> assertThat(e.decide()).isEqualTo(e.verdict()));
            assertThat(found).allSatisfy(ExplainedConditionsTest::staysWhateverIsCountedAfterwards);
            switch (transition.kind() + " " + transition.reason()) {
                case "ENTERED event", "MOVED condition", "EXITED exit:gone" ->
                    assertThat(found).isNotEmpty().allMatch(Explanation::decide);
                case "REFUSED audience", "MOVED otherwise", "MOVED timeout", "WAITING condition" ->
                    assertThat(found).isNotEmpty().noneMatch(Explanation::decide);
                default -> assertThat(found).isEmpty();
            }
            Decision said = DecisionSentences.say(List.of(DecisionSentences.of(transition)))
                    .getFirst();
            assertThat(said.sentence()).doesNotContain("an unknown value");
        }
    }

    @Test
    void everyKindOfConditionIsAmongThem() {
        Set<Class<?>> asked = new HashSet<>();
        LEAVES.forEach(leaf -> asked.add(Conditions.parse(leaf, "").getClass()));
        Set<Class<?>> kinds = new HashSet<>(List.of(Condition.class.getPermittedSubclasses()));
        kinds.removeAll(List.of(All.class, Any.class, Not.class, Derived.class));

        assertThat(asked).isEqualTo(kinds);
        assertThat(EnumSet.allOf(Source.class)).allSatisfy(source -> assertThat(LEAVES)
                .anyMatch(leaf -> leaf.containsKey(source.name().toLowerCase(Locale.ROOT))));
    }

    private static void find(Object value, List<Explanation> found) {
        if (value instanceof Map<?, ?> map && map.containsKey("holds")) {
            found.add(Explanation.parse(map));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(v -> find(v, found));
        } else if (value instanceof List<?> list) {
            list.forEach(v -> find(v, found));
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> within() {
        return conditions(LEAVES, 2);
    }

    /** What can be asked before there is an instance. */
    @Provide
    Arbitrary<Map<String, Object>> audiences() {
        List<Map<String, Object>> asked = LEAVES.stream()
                .filter(leaf -> Set.of("message", "goal", "context").stream().noneMatch(leaf::containsKey))
                .toList();
        return Arbitraries.oneOf(conditions(asked, 1), Arbitraries.just(ANYBODY));
    }

    @Provide
    Arbitrary<Story> stories() {
        Arbitrary<Object> values =
                Arbitraries.of(1, 2.5, "b", true, List.of(1, 2), Map.of("b", "b"), Map.of("b", List.of("b", 3)));
        return Combinators.combine(
                        Arbitraries.maps(Arbitraries.of("a", "c"), values).ofMaxSize(2),
                        Arbitraries.of("consents", "vip", "viewed", "opens", "buys", "rich", "leaves")
                                .set())
                .as(Story::new);
    }

    private static Arbitrary<Map<String, Object>> conditions(List<Map<String, Object>> asked, int depth) {
        Arbitrary<Map<String, Object>> leaves = Arbitraries.of(asked);
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<Map<String, Object>> parts = conditions(asked, depth - 1);
        return Arbitraries.oneOf(
                leaves,
                parts.map(c -> Map.of("not", c)),
                parts.list().ofMinSize(1).ofMaxSize(3).map(list -> Map.of("all", list)),
                parts.list().ofMinSize(1).ofMaxSize(3).map(list -> Map.of("any", list)));
    }
}
