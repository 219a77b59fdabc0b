package io.itinera.journey.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The parts of a {@link RandomJourney} that decide by what was learned. */
final class RandomLearning {

    private final Choices choices;
    private final Supplier<String> next;

    /** @param next a step that may follow */
    RandomLearning(Choices choices, Supplier<String> next) {
        this.choices = choices;
        this.next = next;
    }

    Map<String, Object> optimize() {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("type", "optimize");
        List<Map<String, Object>> arms = new ArrayList<>();
        List<String> keys = choices.below(2) == 0 ? List.of("a", "b") : List.of("b", "a", "d");
        for (String key : keys) {
            Map<String, Object> arm = new LinkedHashMap<>(Map.of("key", key, "next", next.get()));
            put(arm, "weight", choices.of(null, 3, key.equals("a") ? 0.5 : 0));
            arms.add(arm);
        }
        step.put("arms", arms);
        put(step, "floor", choices.of(null, 0, 20, 33.3));
        if (choices.rarely(3)) {
            Map<String, Object> holdout = new LinkedHashMap<>(Map.of("key", "none", "next", next.get()));
            put(holdout, "percent", choices.of(null, 40, 100));
            step.put("holdout", holdout);
        }
        put(step, "until", choices.of(null, null, "2026-11-22T10:00:00Z", "2026-03-28T10:00:00Z"));
        put(step, "learn", choices.of(null, null, null, false));
        put(step, "window", choices.of(null, "P30D"));
        return step;
    }

    Map<String, Object> nextBest(RandomConditions conditions) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("type", "next-best");
        List<Map<String, Object>> channels = new ArrayList<>();
        List<String> names = choices.below(2) == 0 ? List.of("email", "push") : List.of("sms", "email", "push");
        for (String name : names) {
            Map<String, Object> channel = new LinkedHashMap<>(Map.of("channel", name, "next", next.get()));
            put(channel, "when", choices.rarely(2) ? conditions.condition() : null);
            channels.add(channel);
        }
        step.put("channels", channels);
        Map<String, Object> usual = new LinkedHashMap<>(Map.of("channel", choices.of("email", "push")));
        if (choices.below(3) > 0) {
            step.put("bestTime", choices.of("PT24H", "PT5H", "P1D", "PT30H30M"));
            put(usual, "at", choices.of(null, "10:00", "02:30"));
        }
        step.put("default", usual);
        put(step, "floor", choices.of(null, 0, 30));
        put(step, "holdout", choices.of(null, null, 40));
        put(step, "otherwise", choices.rarely(2) ? next.get() : null);
        put(step, "learn", choices.of(null, null, null, false));
        return step;
    }

    /** {@code when} of a step that sends, or null. */
    Map<String, Object> when() {
        return switch (choices.below(5)) {
            case 1 -> Map.of("quietHours", "ignore");
            case 2 -> Map.of("bestTime", choices.of("PT24H", "P1D", "PT3H"));
            case 3 -> {
                Map<String, Object> best = new LinkedHashMap<>();
                best.put("atMost", choices.of("PT24H", "P2D", "PT12H"));
                put(best, "floor", choices.of(null, 0, 50));
                put(best, "holdout", choices.of(null, 50));
                put(best, "otherwise", choices.of(null, "09:00", "01:30"));
                put(best, "learn", choices.of(null, null, false));
                yield Map.of("bestTime", best);
            }
            default -> null;
        };
    }

    private static void put(Map<String, Object> map, String key, Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }
}
