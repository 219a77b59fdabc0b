package io.itinera.journey.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A valid journey, decided by numbers: steps lead onward, and only waits lead back.
 *
 * @param frame decides on all but the steps
 * @param steps decide on one step each; the last step is an exit
 */
record RandomJourney(List<Integer> frame, List<List<Integer>> steps) {

    /** The definition under that key. */
    JsonNode definition(String key) {
        Choices choices = new Choices(frame);
        Map<String, Object> journey = new LinkedHashMap<>();
        journey.put("key", key);
        journey.put("entry", entry(choices));
        put(journey, "maxDuration", choices.of(null, "P14D", "P3D", "PT30H"));
        put(journey, "timezone", choices.of(null, null, "Asia/Tokyo", "Europe/Berlin"));
        put(journey, "priority", choices.of(null, 1, 5));
        if (choices.rarely(2)) {
            journey.put("group", "g");
            put(journey, "conflict", choices.of(null, null, "block"));
        }
        boolean goal = choices.below(3) > 0;
        if (goal) {
            Map<String, Object> one = new LinkedHashMap<>(Map.of("key", "g", "on", trigger(choices)));
            put(one, "within", choices.of(null, "P2D", "PT24H"));
            journey.put("goals", List.of(one));
        }
        List<String> sends = sends();
        RandomConditions conditions = new RandomConditions(choices, sends, goal);
        List<Map<String, Object>> exits = new ArrayList<>();
        switch (choices.below(6)) {
            case 1 -> exits.add(Map.of("key", "x", "on", trigger(choices)));
            case 2 -> exits.add(Map.of("key", "x", "when", conditions.condition()));
            case 3 -> exits.add(Map.of("key", "x", "when", Map.of("not", conditions.condition())));
            case 4 -> {
                exits.add(Map.of("key", "x", "on", trigger(choices)));
                exits.add(Map.of("key", "y", "when", conditions.condition()));
            }
            default -> {
                // None.
            }
        }
        put(journey, "exits", exits.isEmpty() ? null : exits);
        journey.put("start", steps.isEmpty() ? "end" : "s0");
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            all.put("s" + i, step(i, sends, goal, Integer.parseInt(key.substring(1))));
        }
        all.put("end", Map.of("type", "exit"));
        journey.put("steps", all);
        return Wire.JSON.valueToTree(journey);
    }

    private static Map<String, Object> entry(Choices choices) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("on", choices.below(4) == 3 ? trigger(choices) : Map.of("event", "A"));
        put(entry, "reentry", reentry(choices));
        if (choices.rarely(4)) {
            entry.put("audience", new RandomConditions(choices, null, false).condition());
        }
        if (choices.rarely(6)) {
            entry.put("rollout", Map.of("percent", choices.of(50, 0, 99.5), "always", List.of("vip")));
        }
        put(entry, "maxAge", choices.of(null, null, null, null, "PT2H", "P1D"));
        return entry;
    }

    /** The same for all versions of a journey is decided by the caller: what was not remembered is not known later. */
    private static Map<String, Object> reentry(Choices choices) {
        return switch (choices.below(7)) {
            case 1 -> Map.of("mode", "once");
            case 2 -> Map.of("mode", "after-exit");
            case 3 -> Map.of("mode", "after-exit", "cooldown", choices.of("P1D", "PT24H", "P1W"));
            case 4 -> Map.of("mode", "every-time");
            case 5, 6 -> Map.of("mode", "every-time", "key", choices.of("id", "cart.id"));
            default -> null;
        };
    }

    private static Map<String, Object> trigger(Choices choices) {
        return switch (choices.below(8)) {
            case 0, 1, 2 -> Map.of("event", choices.of("B", "C", "A"));
            case 3 -> {
                String event = choices.of("B", "C", "A");
                yield Map.of("event", event, "where", new RandomConditions(choices, null, false).property());
            }
            case 4 -> Map.of("segment", choices.of("vip", "staff"), "is", choices.of("entered", "left"));
            case 5 -> Map.of("type", "page", "event", "P");
            case 6 -> Map.of("type", "page");
            default -> Map.of("type", "identify");
        };
    }

    private List<String> sends() {
        List<String> sends = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (isSend(new Choices(steps.get(i)).below(12))) {
                sends.add("s" + i);
            }
        }
        return sends;
    }

    private static boolean isSend(int type) {
        return type == 1 || type == 2;
    }

    private Map<String, Object> step(int index, List<String> sends, boolean goal, int number) {
        Choices choices = new Choices(steps.get(index));
        int type = choices.below(12);
        RandomConditions conditions = new RandomConditions(choices, sends, goal);
        if (isSend(type)) {
            return Map.of(
                    "type",
                    "send",
                    "channel",
                    "email",
                    "template",
                    "t" + index,
                    "purpose",
                    "p",
                    "next",
                    on(choices, index));
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
            case 7 -> choices.below(2) == 0 ? emit(choices, index) : enter(choices, index, number);
            default -> wait(choices, conditions);
        };
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

    private Map<String, Object> enter(Choices choices, int index, int number) {
        // Only later journeys: journeys that enter each other for ever are stopped, which is tested by itself.
        String journey = "j" + (number + 1 + choices.below(2));
        Map<String, Object> step =
                new LinkedHashMap<>(Map.of("type", "enter", "journey", journey, "next", on(choices, index)));
        put(
                step,
                "properties",
                choices.of(null, null, Map.of("n", 12, "id", "x"), Map.of("n", Map.of("trait", "age"))));
        put(step, "context", choices.of(null, Map.of("from", "there")));
        if (choices.below(3) > 0) {
            step.put("await", true);
            step.put("next", anywhere(choices));
            put(step, "refused", choices.below(2) == 0 ? null : anywhere(choices));
            if (choices.below(2) == 1) {
                step.put("atMost", choices.of("PT2H", "P1D"));
                put(step, "onTimeout", choices.below(2) == 0 ? null : anywhere(choices));
            }
        }
        return step;
    }

    private Map<String, Object> wait(Choices choices, RandomConditions conditions) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("type", "wait");
        int form = choices.below(8);
        boolean open = form >= 4;
        switch (form) {
            case 0, 1 ->
                step.put("for", choices.of("PT5H", "P1D", "PT24H", "PT11H30M", "P1W", "P1DT2H", "P1M", "PT13H30M0.5S"));
            case 2 -> step.put("until", clock(choices));
            case 3 -> step.put("until", date(choices));
            case 4, 5 -> step.put("until", trigger(choices));
            default -> step.put("until", conditions.condition());
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
                choices.of(Map.of("trait", "renewal"), Map.of("property", "date"), Map.of("property", "event.date")));
        put(until, "offset", choices.of(null, "-P1D", "PT2H", "P1M", "-PT36H"));
        put(until, "timeOfDay", choices.of(null, null, "02:30"));
        return until;
    }

    /** A later step. */
    private String on(Choices choices, int index) {
        return name(index + 1 + choices.below(steps.size() - index));
    }

    private String anywhere(Choices choices) {
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
