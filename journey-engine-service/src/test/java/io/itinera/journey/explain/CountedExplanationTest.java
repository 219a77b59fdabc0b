package io.itinera.journey.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.Explanation;
import io.itinera.conditions.Histories;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.EventFacts;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.definition.Trigger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a decision over a profile's history went by: how often it was, of how many, and when last. */
class CountedExplanationTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant FROM = NOON.minusSeconds(3 * 86_400);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final JsonNode VIEWED = Documents.json("""
            { key: 'j', timezone: 'Europe/Berlin', entry: { on: { event: 'Pricing Viewed', count: 3, within: 'P7D' } },
              start: 'end', steps: { end: { type: 'exit' } } }""");
    private static final JsonNode AWAY = Documents.json("""
            { key: 'j', entry: { on: { schedule: { at: '09:00' } },
                audience: { event: 'Logged In', count: { eq: 0 }, within: 'P14D' } },
              start: 'end', steps: { end: { type: 'exit' } } }""");

    private final List<String> asked = new ArrayList<>();

    /** Someone who has done what is asked for at these times. */
    private Counting doing(Instant... times) {
        return (profile, questions) -> {
            asked.add(profile);
            Map<Histories.Question, Histories.Tally> answers = new HashMap<>();
            questions.forEach(question -> answers.put(question, tally(question, times)));
            return answers;
        };
    }

    private static Histories.Tally tally(Histories.Question question, Instant... times) {
        EventCount count = question.asked();
        List<Instant> before = Stream.of(times)
                .filter(time -> !time.isAfter(question.at()))
                .sorted()
                .toList();
        long within = before.stream()
                .filter(time -> count.within().after(time, question.zone()).isAfter(question.at()))
                .count();
        return new Histories.Tally(within, before.isEmpty() ? null : before.getLast(), false);
    }

    private static Activity did(Instant at, String event, String... segments) {
        return new Activity(
                event + at,
                "p",
                at,
                new Activity.Tracked(EventType.TRACK, event, Map.of(), Map.of(), at, "shop"),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(segments),
                List.of());
    }

    private static Explanation views(Activity activity) {
        Trigger on = JourneyDefinitions.read(VIEWED).entry().on();
        return ((Trigger.Counted) on).count().explain(new EventFacts(activity, BERLIN));
    }

    private static Decision decision(String profile, String kind, String reason, Map<String, Object> detail) {
        return new Decision(NOON, profile, "i", 0, kind, 1, "look", "branch", "end", reason, detail, null);
    }

    private WhyNot whyNot(JsonNode definition, Counting counting, Activity... activities) {
        return WhyNot.of(
                List.of(new WhyNot.Offered(1, FROM, JourneyDefinitions.read(definition))),
                new ActivityLog.Look(List.of(activities), true),
                activities[activities.length - 1],
                FROM,
                NOON,
                counting);
    }

    @Test
    void anEntryABranchAndAWaitSayWhatWasCounted() {
        String in = Conditions.derivedKey(
                Conditions.parse(Map.of("event", "Pricing Viewed", "count", 3, "within", "P7D"), ""), BERLIN);
        Map<String, Object> held = views(did(NOON, "Pricing Viewed", in)).toMap();
        Map<String, Object> not = views(did(NOON, "Other")).toMap();
        List<Decision> decisions = List.of(
                decision("p", "waiting", "condition", Map.of("until", not)),
                decision("p", "moved", "otherwise", Map.of("when", List.of(not))),
                decision("p", "entered", "event", Map.of("event", "Pricing Viewed", "where", held)));

        List<Decision> two = DecisionSentences.say(
                doing(NOON.minusSeconds(7200), NOON.minusSeconds(3600)).decided(decisions));
        List<Decision> three = DecisionSentences.say(
                doing(NOON.minusSeconds(7200), NOON.minusSeconds(3600), NOON).decided(decisions));

        String often = "“Pricing Viewed” at least 3 times within the last 7 days";
        assertThat(two.get(0).sentence())
                .contains("the profile did not do " + often
                        + " (2 of 3 times, last on 21 November 2026, 12:00:00 (Europe/Berlin))");
        assertThat(two.get(1).sentence()).contains("(2 of 3 times, last on");
        assertThat(two.get(2).sentence()).contains("it comes to 2, which is not what was known then");
        assertThat(three.get(2).sentence())
                .contains("the profile did " + often
                        + " (3 of 3 times, last on 21 November 2026, 13:00:00 (Europe/Berlin))");
        assertThat(asked).containsExactly("p", "p");
    }

    @Test
    void eachDecisionIsCountedForTheProfileThatItWasThenAndOthersAskNothing() {
        Map<String, Object> not = views(did(NOON, "Other")).toMap();
        Map<String, Object> plain =
                Map.of("until", Map.of("is", Map.of("segment", "vip"), "actual", true, "holds", true));

        List<Decision> told = doing(NOON)
                .decided(List.of(
                        decision("now", "waiting", "condition", Map.of("until", not)),
                        decision("before", "waiting", "condition", Map.of("until", not)),
                        decision("other", "waiting", "condition", plain)));

        assertThat(asked).containsExactly("now", "before");
        assertThat(told.getLast().detail()).isEqualTo(plain);
    }

    @Test
    void whoDidTooLittleIsToldHowMuchAndWhenLast() {
        Instant first = NOON.minusSeconds(7200);
        Instant second = NOON.minusSeconds(3600);
        WhyNot why = whyNot(VIEWED, doing(first, second), did(first, "Pricing Viewed"), did(second, "Pricing Viewed"));

        assertThat(why.reason()).isEqualTo(WhyNot.Why.CONDITION);
        assertThat(why.sentence())
                .isEqualTo(
                        "“Pricing Viewed” happened at 21 November 2026, 12:00:00 (Europe/Berlin), but the profile did"
                                + " not do “Pricing Viewed” at least 3 times within the last 7 days (2 of 3 times, last on 21"
                                + " November 2026, 12:00:00 (Europe/Berlin)).");
        assertThat(why.closest())
                .extracting(miss -> Explanation.parse(miss.where()).describe())
                .satisfiesExactly(later -> assertThat(later).contains("2 of 3 times"), sooner -> assertThat(sooner)
                        .contains("1 of 3 times"));
        assertThat(why.count()).containsEntry("holds", false).containsEntry("zone", "Europe/Berlin");
    }

    @Test
    void whoNeverDidItIsToldSo() {
        WhyNot why = whyNot(VIEWED, doing(), did(NOON, "Other"));

        assertThat(why.reason()).isEqualTo(WhyNot.Why.NEVER_HAPPENED);
        assertThat(why.sentence()).endsWith("within the last 7 days (0 of 3 times).");
    }

    @Test
    void withoutAnAnswerItIsSaidWhatIsKnown() {
        WhyNot why = whyNot(VIEWED, Counting.NOTHING, did(NOON, "Pricing Viewed"));

        assertThat(why.sentence()).endsWith("did not do “Pricing Viewed” at least 3 times within the last 7 days.");
    }

    @Test
    void whoCameBackTooLatelyForAnEntryByTimeIsToldWhen() {
        Instant login = NOON.minusSeconds(5 * 86_400);
        WhyNot why = whyNot(AWAY, doing(login), did(FROM.plusSeconds(60), "Other"));

        assertThat(why.reason()).isEqualTo(WhyNot.Why.CONDITION);
        assertThat(why.sentence()).contains("(once, last on 16 November 2026, 12:00:00 (UTC))");
        assertThat(why.next().audience().toString()).contains("count=1");
    }
}
