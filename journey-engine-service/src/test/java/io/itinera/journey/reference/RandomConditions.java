package io.itinera.journey.reference;

import java.util.List;
import java.util.Map;

/** Conditions over the small world of {@link Customers}. */
final class RandomConditions {

    private final Choices choices;
    private final List<String> sends;
    private final boolean goal;

    /**
     * @param sends keys of the send steps that can be asked for, null outside an instance
     * @param goal whether there is a goal {@code g}
     */
    RandomConditions(Choices choices, List<String> sends, boolean goal) {
        this.choices = choices;
        this.sends = sends;
        this.goal = goal;
    }

    Map<String, Object> condition() {
        return switch (choices.below(10)) {
            case 7 -> Map.of("not", leaf());
            case 8 -> Map.of("all", List.of(leaf(), leaf()));
            case 9 -> Map.of("any", List.of(leaf(), Map.of("not", leaf())));
            default -> leaf();
        };
    }

    private Map<String, Object> leaf() {
        return switch (choices.below(13)) {
            case 9 -> history(choices);
            case 10 ->
                Map.of(
                        "consent",
                        choices.of(
                                Map.of("channel", "email", "purpose", "p"), Map.of("channel", "push", "purpose", "p")));
            case 0 -> Map.of("trait", "plan", "eq", choices.of("pro", "free", 5));
            case 1 -> trait();
            case 2 -> time();
            case 3 -> Map.of("segment", choices.of("vip", "staff"));
            case 4, 11, 12 -> message();
            case 6 -> context();
            case 5 -> goal ? Map.of("goal", "g") : Map.of("score", "churn", "gte", choices.of(0.5, 5, 5.5));
            default -> property();
        };
    }

    /** What the profile did, which profile-service counts. */
    static Map<String, Object> history(Choices choices) {
        return choices.of(
                Map.of("event", "B", "count", 3, "within", "P7D"),
                Map.of("event", "C", "count", Map.of("eq", 0), "within", "P14D"));
    }

    /** What has become of a message of one of the steps that send, where there are any. */
    Map<String, Object> message() {
        if (sends == null || sends.isEmpty()) {
            return Map.of("trait", "plan", "exists", choices.of(true, false));
        }
        String step = sends.get(choices.below(sends.size()));
        Object is = choices.of(
                "clicked",
                "opened",
                "delivered",
                "sent",
                "deferred",
                "bounced",
                List.of("bounced", "suppressed"),
                List.of("failed", "complained"));
        return Map.of("message", Map.of("step", choices.of(step, sends), "is", is));
    }

    private Map<String, Object> context() {
        if (sends == null) {
            return property();
        }
        return choices.below(2) == 0
                ? Map.of("context", "from", "eq", "there")
                : Map.of("context", "s" + choices.below(4) + ".reason", "eq", choices.of("completed", "live"));
    }

    private Map<String, Object> trait() {
        return switch (choices.below(8)) {
            case 0 -> Map.of("trait", "age", "gte", choices.of(10, 10.5, "10"));
            case 1 -> Map.of("trait", "age", "ne", choices.of(10, "10"));
            case 2 -> Map.of("trait", "plan", "in", List.of("pro", 5));
            case 3 -> Map.of("trait", "tags", "contains", choices.of("a", "b", 1));
            case 4 -> Map.of("trait", "plan", "startsWith", "p");
            case 5 -> Map.of("trait", "plan", "matches", choices.of("^pro$", "r"));
            case 6 -> Map.of("trait", "age", "between", List.of(5, 15));
            default -> Map.of("trait", "address.city", "eq", "Oslo");
        };
    }

    private Map<String, Object> time() {
        return switch (choices.below(4)) {
            case 0 -> Map.of("trait", "renewal", "before", choices.of("PT0S", "P1D", "-P2D", "2026-03-29"));
            case 1 -> Map.of("trait", "renewal", "after", choices.of("PT0S", "PT24H", "2026-10-25T00:30:00Z"));
            case 2 -> Map.of("trait", "renewal", "within", choices.of("P1D", "PT36H", "P1M"));
            default -> Map.of("trait", "renewal", "between", List.of("-P1D", "P1D"));
        };
    }

    Map<String, Object> property() {
        return switch (choices.below(5)) {
            case 0 -> Map.of("property", "n", "gte", 10);
            case 1 -> Map.of("property", "event.n", "lt", 20);
            case 2 -> Map.of("property", "items.*.price", "gt", 5, "lt", 8);
            case 3 -> Map.of("property", "n", "exists", choices.of(true, false));
            default -> Map.of("property", "n", "gt", 3, "lte", 15);
        };
    }
}
