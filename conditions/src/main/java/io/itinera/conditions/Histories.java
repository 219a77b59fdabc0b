package io.itinera.conditions;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was counted where a condition over event history was left to a segment. Who decided knew no more than whether the profile was in
 * the segment; who keeps the history can say afterwards what that came from. Then the operand is {@code {"member": …, "counted":
 * [{"event": …, "count": …, "last": …}]}}, with one entry for each event that the condition counts, in its order. The verdict stays that
 * of the membership: a count that does not go with it is not told.
 */
public final class Histories {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss", Locale.ENGLISH);

    private Histories() {}

    /**
     * What one wants to know.
     *
     * @param asked what is counted
     * @param at as of when
     * @param zone of the profile
     */
    public record Question(EventCount asked, Instant at, ZoneId zone) {}

    /**
     * What was counted.
     *
     * @param count how often it happened within the time that is asked for
     * @param last when it happened last, also before that time; null where that is not known
     * @param partial true when more may have happened, before what is known begins
     */
    public record Tally(long count, Instant last, boolean partial) {}

    /** What is to be counted, so that the explanation can tell it; nothing where it asks for no history, or tells it already. */
    public static Stream<Question> open(Explanation explanation) {
        if (explanation.condition() instanceof Derived derived) {
            Operand operand = explanation.operand();
            return operand.now() != null && operand.zone() != null && operand.value() instanceof Boolean
                    ? counts(derived).map(count -> new Question(count, operand.now(), operand.zone()))
                    : Stream.of();
        }
        return explanation.parts().stream().flatMap(Histories::open);
    }

    /**
     * The explanation with what was counted.
     *
     * @param tallies the answer to a question, null where there is none
     */
    public static Explanation completed(Explanation explanation, Function<Question, Tally> tallies) {
        if (!(explanation.condition() instanceof Derived derived)) {
            return new Explanation(
                    explanation.condition(),
                    explanation.verdict(),
                    explanation.operand(),
                    explanation.note(),
                    explanation.parts().stream()
                            .map(part -> completed(part, tallies))
                            .toList());
        }
        List<Question> questions = open(explanation).toList();
        List<Map<String, Object>> counted = new ArrayList<>();
        for (Question question : questions) {
            Tally tally = tallies.apply(question);
            if (tally == null) {
                return explanation;
            }
            if (derived.asked() instanceof EventCount count && count.holds(tally.count()) != explanation.verdict()) {
                return noted(explanation, tally);
            }
            counted.add(told(question.asked(), tally));
        }
        return counted.isEmpty() ? explanation : with(explanation, counted);
    }

    /** It came in late, was moved between profiles, or lies before what is known: it is not what was decided by. */
    private static Explanation noted(Explanation explanation, Tally tally) {
        return new Explanation(
                explanation.condition(),
                explanation.verdict(),
                explanation.operand(),
                "counted afterwards, it comes to " + tally.count() + ", which is not what was known then",
                explanation.parts());
    }

    private static Explanation with(Explanation explanation, List<Map<String, Object>> counted) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("member", explanation.verdict());
        value.put("counted", counted);
        Operand was = explanation.operand();
        return new Explanation(
                explanation.condition(),
                explanation.verdict(),
                new Operand(value, false, was.now(), was.zone(), false),
                explanation.note(),
                explanation.parts());
    }

    private static Map<String, Object> told(EventCount asked, Tally tally) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("event", asked.event());
        told.put("count", tally.count());
        if (tally.last() != null) {
            told.put("last", tally.last().toString());
        }
        if (tally.partial()) {
            told.put("partial", true);
        }
        return told;
    }

    private static Stream<EventCount> counts(Derived derived) {
        return Conditions.leaves(derived.asked())
                .filter(EventCount.class::isInstance)
                .map(EventCount.class::cast);
    }

    /** Whether the profile was in the segment, in either form of the operand. */
    static boolean member(Operand operand) {
        Object value = operand.value() instanceof Map<?, ?> map ? map.get("member") : operand.value();
        return Boolean.TRUE.equals(value);
    }

    /** What was counted, in words: {@code  (2 of 3 times, last on 20 November 2026, 09:00:00 (UTC))}; empty where that is not told. */
    static String words(Derived derived, Operand operand) {
        if (!(operand.value() instanceof Map<?, ?> map && map.get("counted") instanceof List<?> told)) {
            return "";
        }
        List<EventCount> asked = counts(derived).toList();
        if (asked.size() != told.size() || !told.stream().allMatch(Map.class::isInstance)) {
            return "";
        }
        return Stream.iterate(0, i -> i < asked.size(), i -> i + 1)
                .map(i -> words(asked.get(i), (Map<?, ?>) told.get(i), asked.size() > 1, operand.zone()))
                .collect(Collectors.joining("; ", " (", ")"));
    }

    private static String words(EventCount asked, Map<?, ?> told, boolean named, ZoneId zone) {
        return (named ? Words.quoted(asked.event()) + " " : "")
                + (Boolean.TRUE.equals(told.get("partial")) ? "at least " : "")
                + often(told.get("count"), wanted(asked))
                + last(told.get("last"), zone);
    }

    private static String often(Object count, String wanted) {
        boolean once = wanted.isEmpty() && count instanceof Number n && n.longValue() == 1;
        return once ? "once" : count + wanted + " times";
    }

    /** The number that must be reached, where the condition names one. */
    private static String wanted(EventCount asked) {
        boolean reaches = asked.count().size() == 1 && asked.count().getFirst().operator() == Operator.GTE;
        return reaches && !asked.count().equals(EventCount.ONCE)
                ? " of " + asked.count().getFirst().operand()
                : "";
    }

    private static String last(Object at, ZoneId zone) {
        try {
            ZoneId here = zone == null ? ZoneOffset.UTC : zone;
            return at instanceof String text
                    ? ", last on "
                            + TIME.format(LocalDateTime.ofInstant(Instant.parse(text), here)
                                    .truncatedTo(ChronoUnit.SECONDS))
                            + " (" + (here.equals(ZoneOffset.UTC) ? "UTC" : here.getId()) + ")"
                    : "";
        } catch (DateTimeException e) {
            return "";
        }
    }
}
