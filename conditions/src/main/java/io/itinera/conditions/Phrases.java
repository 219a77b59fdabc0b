package io.itinera.conditions;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Conditions as clauses of an English sentence, in the affirmative or denied. */
final class Phrases {

    /** What is said of a message, and what is said when it is not so. */
    private static final Map<String, List<String>> OF_MESSAGES = Map.ofEntries(
            Map.entry("suppressed", List.of("was suppressed", "was not suppressed")),
            Map.entry("deferred", List.of("was put off", "was not put off")),
            Map.entry("sent", List.of("was sent", "was not sent")),
            Map.entry("delivered", List.of("was delivered", "was not delivered")),
            Map.entry("opened", List.of("was opened", "was not opened")),
            Map.entry("clicked", List.of("was clicked", "was not clicked")),
            Map.entry("bounced", List.of("bounced", "did not bounce")),
            Map.entry("complained", List.of("was reported as spam", "was not reported as spam")),
            Map.entry("unsubscribed", List.of("was unsubscribed from", "was not unsubscribed from")),
            Map.entry("failed", List.of("failed", "did not fail")));

    private Phrases() {}

    /** The condition, or, where {@code holds} is false, its denial. */
    static String of(Condition condition, boolean holds) {
        return switch (condition) {
            case All all -> joined(all.parts(), holds ? "and" : "or", holds);
            case Any any -> joined(any.parts(), holds ? "or" : "and", holds);
            case Not not -> of(not.part(), !holds);
            case Comparison comparison -> subject(comparison) + " " + predicate(comparison, holds);
            case InSegment in -> "the profile is " + (holds ? "" : "not ") + "in segment " + in.segment();
            case EventCount count -> counted(count, holds);
            case MessageIs message -> message(message, holds);
            case Consented consented ->
                (holds ? "the profile agreed to " : "the profile has not agreed to ") + consented.purpose() + " by "
                        + consented.channel();
            case Derived derived -> of(derived.asked(), holds);
            case GoalReached reached -> "goal " + reached.goal() + (holds ? " was reached" : " was not reached");
        };
    }

    private static String joined(List<Condition> parts, String word, boolean holds) {
        if (parts.size() == 1) {
            return of(parts.getFirst(), holds);
        }
        return parts.stream().map(part -> part(part, holds)).collect(Collectors.joining(" " + word + " "));
    }

    private static String part(Condition part, boolean holds) {
        return isJoined(part) ? "(" + of(part, holds) + ")" : of(part, holds);
    }

    private static boolean isJoined(Condition condition) {
        return switch (condition) {
            case All all -> all.parts().size() > 1 || isJoined(all.parts().getFirst());
            case Any any -> any.parts().size() > 1 || isJoined(any.parts().getFirst());
            case Not not -> isJoined(not.part());
            case Comparison comparison -> comparison.checks().size() > 1;
            case Derived derived -> isJoined(derived.asked());
            case InSegment _, EventCount _, MessageIs _, Consented _, GoalReached _ -> false;
        };
    }

    /** What is compared. */
    static String subject(Comparison comparison) {
        return comparison.source().wire() + " " + comparison.path();
    }

    /** What is said of it. */
    static String predicate(Comparison comparison, boolean holds) {
        return comparison.checks().stream()
                .map(check -> check.describe(holds))
                .collect(Collectors.joining(holds ? " and " : " or "));
    }

    private static String counted(EventCount count, boolean holds) {
        boolean never = count.count().equals(List.of(Check.of(Operator.EQ, 0L)))
                || count.count().equals(List.of(Check.of(Operator.EQ, 0)));
        boolean did = holds != never;
        String often = never || count.count().equals(EventCount.ONCE)
                ? ""
                : " " + count.count().stream().map(Phrases::often).collect(Collectors.joining(" and "));
        return (did ? "the profile did " : "the profile did not do ")
                + Words.quoted(count.event())
                + often
                + (count.within() == null ? "" : " within the last " + Words.span(count.within()))
                + (count.where() == null ? "" : " where " + of(count.where(), true));
    }

    private static String often(Check check) {
        return switch (check.operator()) {
            case GTE -> "at least " + times(check.operand());
            case GT -> "more than " + times(check.operand());
            case LTE -> "at most " + times(check.operand());
            case LT -> "fewer than " + times(check.operand());
            case EQ -> "exactly " + times(check.operand());
            case NE, IN, CONTAINS, STARTS_WITH, MATCHES, EXISTS, BEFORE, AFTER, BETWEEN, WITHIN ->
                "a number of times that " + check.describe(true);
        };
    }

    private static String times(Object number) {
        return number + (number instanceof Number n && n.doubleValue() == 1 ? " time" : " times");
    }

    private static String message(MessageIs message, boolean holds) {
        List<String> said = message.statuses().stream()
                .map(status -> OF_MESSAGES.get(status).get(holds ? 0 : 1))
                .toList();
        return "the message of " + Words.list(message.steps(), "or") + " " + Words.list(said, holds ? "or" : "and");
    }
}
