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
        if (choices.rarely(5)) {
            journey.put("priorityUntil", choices.of("2026-11-22T10:00:00Z", "2026-03-29T01:30:00Z"));
        }
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
        boolean writes = choices.below(3) == 2;
        RandomSteps random = new RandomSteps(steps, goal, writes, Integer.parseInt(key.substring(1)));
        List<String> sends = random.sends();
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
        List<Map<String, Object>> reroutes = new ArrayList<>();
        for (int i = 0, count = choices.of(0, 0, 1, 2); i < count; i++) {
            Map<String, Object> one = new LinkedHashMap<>(
                    Map.of("key", "r" + i, "on", trigger(choices), "next", random.anywhere(choices)));
            List<String> waits = random.waits();
            put(one, "from", waits.isEmpty() ? null : choices.of(null, waits.getFirst(), waits));
            reroutes.add(one);
        }
        put(journey, "maxVisits", choices.of(null, null, 1, 3));
        put(journey, "reroutes", reroutes.isEmpty() ? null : reroutes);
        journey.put("start", steps.isEmpty() ? "end" : "s0");
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            all.put("s" + i, random.step(i));
        }
        all.put("end", Map.of("type", "exit"));
        journey.put("steps", all);
        return Wire.JSON.valueToTree(journey);
    }

    private static Map<String, Object> entry(Choices choices) {
        Map<String, Object> entry = new LinkedHashMap<>();
        Map<String, Object> on = on(choices);
        entry.put("on", on);
        put(entry, "reentry", reentry(choices));
        if (on.containsKey("schedule")) {
            entry.put("audience", Map.of("segment", "vip"));
        } else if (!on.containsKey("date") && choices.rarely(4)) {
            entry.put("audience", new RandomConditions(choices, null, false).condition());
        }
        if (choices.rarely(6)) {
            entry.put("rollout", Map.of("percent", choices.of(50, 0, 99.5), "always", List.of("vip")));
        }
        put(entry, "maxAge", choices.of(null, null, null, null, "PT2H", "P1D"));
        return entry;
    }

    private static Map<String, Object> on(Choices choices) {
        return switch (choices.below(13)) {
            case 3 -> trigger(choices);
            case 5, 8 -> Map.of("api", true);
            case 6, 9 -> Map.of("schedule", schedule(choices));
            case 7 -> date(choices);
            default -> Map.of("event", "A");
        };
    }

    private static Map<String, Object> schedule(Choices choices) {
        Map<String, Object> times = new LinkedHashMap<>();
        times.put("at", choices.of("09:00", "02:30", "00:00"));
        switch (choices.below(6)) {
            case 1 -> times.put("days", choices.of(List.of("monday"), List.of("sunday", "friday")));
            case 2 -> times.putAll(Map.of("every", "month", "date", choices.of(1, 29, 31)));
            case 3 -> times.putAll(Map.of("every", "month", "days", List.of("sunday", "monday")));
            case 4 -> times.put("date", choices.of("2026-11-23", "2026-03-29", "2026-10-25", "2028-02-29"));
            case 5 -> times.putAll(Map.of("every", "week", "days", List.of("saturday")));
            default -> {
                // Every day.
            }
        }
        put(times, "zone", choices.of(null, null, "journey"));
        return times;
    }

    private static Map<String, Object> date(Choices choices) {
        Map<String, Object> on = new LinkedHashMap<>();
        on.put("date", Map.of("trait", "renewal"));
        put(on, "offset", choices.of(null, "-P1D", "PT2H", "P1M", "-PT36H"));
        put(on, "timeOfDay", choices.of(null, "09:00", "02:30"));
        put(on, "repeat", choices.of(null, "yearly"));
        return on;
    }

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

    static Map<String, Object> trigger(Choices choices) {
        return switch (choices.below(9)) {
            case 8 -> RandomConditions.history(choices);
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

    private static void put(Map<String, Object> map, String key, Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
