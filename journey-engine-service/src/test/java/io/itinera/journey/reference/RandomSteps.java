package io.itinera.journey.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The steps of a {@link RandomJourney}. */
final class RandomSteps {

    private static final int KINDS = 20;

    private final List<List<Integer>> steps;
    private final boolean goal;
    private final boolean writes;
    private final int number;

    /**
     * @param steps decide on one step each; the last step is an exit
     * @param goal whether there is a goal {@code g}
     * @param writes whether it begins with a message and waits for what becomes of it
     * @param number of the journey
     */
    RandomSteps(List<List<Integer>> steps, boolean goal, boolean writes, int number) {
        this.steps = steps;
        this.goal = goal;
        this.writes = writes;
        this.number = number;
    }

    /** Keys of the steps that send. */
    List<String> sends() {
        List<String> sends = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (isSend(i, new Choices(steps.get(i)).below(KINDS))) {
                sends.add("s" + i);
            }
        }
        return sends;
    }

    /** Keys of the steps at which an instance waits in any case. */
    List<String> waits() {
        List<String> waits = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (List.of("wait", "webhook", "task").contains(step(i).get("type"))) {
                waits.add("s" + i);
            }
        }
        return waits;
    }

    private boolean isSend(int index, int type) {
        return type == 1 || type == 2 || writes && index == 0;
    }

    Map<String, Object> step(int index) {
        Choices choices = new Choices(steps.get(index));
        int type = choices.below(KINDS);
        RandomConditions conditions = new RandomConditions(choices, sends(), goal);
        if (isSend(index, type)) {
            return send(choices, index);
        }
        if (writes && index == 1) {
            return wait(choices, choices.below(3) < 2 ? 7 : choices.below(8), conditions::message);
        }
        return switch (type) {
            case 3 ->
                Map.of(
                        "type",
                        "branch",
                        "branches",
                        List.of(
                                Map.of("when", conditions.condition(), "next", on(choices, index)),
                                Map.of("when", conditions.condition(), "next", on(choices, index))),
                        "otherwise",
                        on(choices, index));
            case 4 ->
                Map.of(
                        "type",
                        "split",
                        "arms",
                        List.of(
                                Map.of("key", "a", "weight", choices.of(1, 0, 99.5), "next", on(choices, index)),
                                Map.of("key", "b", "next", on(choices, index), "holdout", true),
                                Map.of("key", "c", "weight", 2, "next", on(choices, index))));
            case 5 -> update(choices, index);
            case 6 -> Map.of("type", "exit", "reason", "why");
            case 7 -> choices.below(3) == 0 ? emit(choices, index) : enter(choices, index);
            case 16 -> leave(choices, index);
            case 12, 18 -> webhook(choices);
            case 13, 19 -> task(choices, conditions);
            case 14 ->
                goal
                        ? new RandomLearning(choices, () -> on(choices, index)).optimize()
                        : wait(choices, choices.below(8), conditions::condition);
            case 15, 17 -> new RandomLearning(choices, () -> on(choices, index)).nextBest(conditions);
            default -> wait(choices, choices.below(8), conditions::condition);
        };
    }

    private Map<String, Object> send(Choices choices, int index) {
        Map<String, Object> step = new LinkedHashMap<>(Map.of(
                "type", "send", "channel", choices.of("email", "push"), "template", "t" + index, "purpose", "p"));
        step.put("next", writes ? name(index + 1) : on(choices, index));
        put(step, "when", new RandomLearning(choices, () -> on(choices, index)).when());
        if (choices.rarely(4)) {
            step.put("keep", true);
        }
        Map<String, Object> push = Map.of("channel", "push", "template", "u");
        put(
                step,
                "fallback",
                choices.of(null, null, List.of(push), List.of(push, Map.of("channel", "sms", "template", "v"))));
        put(step, "offer", choices.of(null, "spring-20"));
        return step;
    }

    private Map<String, Object> webhook(Choices choices) {
        Map<String, Object> step = new LinkedHashMap<>(Map.of("type", "webhook", "next", anywhere(choices)));
        step.put("endpoint", choices.of("crm", "shop"));
        put(step, "atMost", choices.of(null, "PT2H", "P1D"));
        put(step, "body", choices.of(null, null, Map.of("plan", Map.of("trait", "plan"), "fixed", 1)));
        put(step, "onFailure", choices.below(2) == 0 ? null : anywhere(choices));
        return step;
    }

    private Map<String, Object> task(Choices choices, RandomConditions conditions) {
        Map<String, Object> step = new LinkedHashMap<>(Map.of("type", "task", "title", "Call"));
        step.put(
                "outcomes",
                List.of(
                        Map.of("key", "yes", "next", anywhere(choices)),
                        Map.of("key", "no", "next", anywhere(choices))));
        put(
                step,
                "assignee",
                choices.of(
                        null,
                        "anna",
                        Map.of("roundRobin", List.of("anna", "ben")),
                        Map.of("trait", "plan", "map", Map.of("pro", "anna", "5", "ben"), "otherwise", "cleo"),
                        Map.of(
                                "rules",
                                List.of(
                                        Map.of("when", conditions.condition(), "to", "anna"),
                                        Map.of(
                                                "when",
                                                conditions.condition(),
                                                "to",
                                                Map.of("roundRobin", List.of("ben", "cleo"), "capacity", 2))),
                                "otherwise",
                                choices.of("dora", Map.of("roundRobin", List.of("emil"))))));
        if (choices.below(2) == 1) {
            step.put("due", choices.of("PT2H", "P1D"));
            put(step, "escalateTo", choices.of(null, "boss"));
        }
        if (choices.below(2) == 1) {
            step.put("atMost", choices.of("P1D", "PT2H", "P3D"));
            step.put("onTimeout", anywhere(choices));
        }
        return step;
    }

    private Map<String, Object> update(Choices choices, int index) {
        Map<String, Object> step = new LinkedHashMap<>(Map.of("type", "update", "next", on(choices, index)));
        switch (choices.below(7)) {
            case 0 -> step.put("set", Map.of("plan", choices.of("pro", "free"), "address", Map.of("city", "Oslo")));
            case 1 -> step.put("increment", Map.of("age", choices.of(1, 0.5, -20)));
            case 2 -> step.put("unset", List.of(choices.of("plan", "timezone", "renewal")));
            case 3 -> step.put("append", Map.of("tags", choices.of("a", List.of("b", "c"))));
            case 4 -> step.put("remove", Map.of("tags", choices.of("a", List.of("b", "c"))));
            case 5 -> step.put("set", Map.of("plan", Map.of("property", choices.of("n", "event.id"))));
            default -> step.put("set", Map.of("timezone", choices.of("America/New_York", "Nowhere")));
        }
        return step;
    }

    private Map<String, Object> emit(Choices choices, int index) {
        Map<String, Object> step =
                new LinkedHashMap<>(Map.of("type", "emit", "event", "E", "next", on(choices, index)));
        put(
                step,
                "properties",
                choices.of(null, Map.of("m", Map.of("property", "n"), "plan", Map.of("trait", "plan"))));
        return step;
    }

    private Map<String, Object> enter(Choices choices, int index) {
        // Only later journeys: journeys that enter each other for ever are stopped, which is tested by itself.
        String journey = "j" + (number + choices.of(1, 1, 2));
        boolean several = choices.rarely(3);
        Object journeys = several ? List.of("j" + (number + 1), "j" + (number + 2)) : journey;
        Map<String, Object> step =
                new LinkedHashMap<>(Map.of("type", "enter", "journey", journeys, "next", on(choices, index)));
        put(
                step,
                "properties",
                choices.of(null, null, Map.of("n", 12, "id", "x"), Map.of("n", Map.of("trait", "age"))));
        put(step, "context", choices.of(null, Map.of("from", "there")));
        if (choices.below(3) > 0) {
            step.put("await", several ? choices.of("all", "any") : choices.of(true, "all"));
            step.put("next", anywhere(choices));
            put(step, "refused", choices.below(2) == 0 ? null : anywhere(choices));
            if (choices.below(2) == 1) {
                step.put("atMost", choices.of("PT2H", "P1D"));
                put(step, "onTimeout", choices.below(2) == 0 ? null : anywhere(choices));
            }
        }
        return step;
    }

    private Map<String, Object> leave(Choices choices, int index) {
        String journey = "j" + (number + 1 + choices.below(2)) % 3;
        return Map.of("type", "leave", "journey", journey, "next", on(choices, index));
    }

    private Map<String, Object> wait(Choices choices, int form, Supplier<Map<String, Object>> condition) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("type", "wait");
        boolean open = form >= 4;
        switch (form) {
            case 0, 1 ->
                step.put("for", choices.of("PT5H", "P1D", "PT24H", "PT11H30M", "P1W", "P1DT2H", "P1M", "PT13H30M0.5S"));
            case 2 -> step.put("until", clock(choices));
            case 3 -> step.put("until", date(choices));
            case 4, 5 -> step.put("until", RandomJourney.trigger(choices));
            default -> step.put("until", condition.get());
        }
        String onward = anywhere(choices);
        step.put(open && choices.below(2) == 1 ? "then" : "next", onward);
        if (open && choices.below(4) > 0) {
            step.put("atMost", choices.of("PT7H", "P1D", "P3D", "PT24H"));
            if (choices.below(3) > 0) {
                step.put("onTimeout", anywhere(choices));
            }
        }
        return step;
    }

    private static Map<String, Object> clock(Choices choices) {
        Map<String, Object> until = new LinkedHashMap<>();
        boolean day = choices.below(3) == 2;
        boolean window = choices.below(3) == 2;
        if (day) {
            until.put("dayOfWeek", choices.of("sunday", List.of("monday", "sunday"), "friday"));
        }
        if (window) {
            until.put(
                    "window",
                    choices.of(
                            Map.of("from", "09:00", "to", "17:00"),
                            Map.of("from", "22:00", "to", "06:30"),
                            Map.of("from", "02:15", "to", "02:45"),
                            Map.of("from", "00:00", "to", "00:00")));
        } else if (!day || choices.below(2) == 1) {
            until.put("timeOfDay", choices.of("09:00", "02:30", "00:00", "01:45:30"));
        }
        return until;
    }

    private static Map<String, Object> date(Choices choices) {
        Map<String, Object> until = new LinkedHashMap<>();
        until.put(
                "date",
                choices.of(
                        Map.of("trait", "renewal"),
                        Map.of("trait", "renewal"),
                        Map.of("property", "date"),
                        Map.of("property", "event.date")));
        put(until, "offset", choices.of(null, "-P1D", "PT2H", "P1M", "-PT36H"));
        put(until, "timeOfDay", choices.of(null, null, "02:30"));
        return until;
    }

    /** A later step. */
    private String on(Choices choices, int index) {
        return name(index + 1 + choices.below(steps.size() - index));
    }

    String anywhere(Choices choices) {
        return name(steps.size() - choices.below(steps.size() + 1));
    }

    private String name(int index) {
        return index == steps.size() ? "end" : "s" + index;
    }

    private static void put(Map<String, Object> map, String key, Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
