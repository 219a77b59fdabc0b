package io.itinera.journey.reference;

import static io.itinera.journey.reference.ReferenceConditions.list;
import static io.itinera.journey.reference.ReferenceConditions.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a step lets the profile enter other journeys, and what it waits for then. */
final class ReferenceEnter {

    private ReferenceEnter() {}

    static List<?> journeys(Map<String, Object> step) {
        return list(step.get("journey"));
    }

    /** Whether an enter step waits for what it has entered. */
    static boolean awaits(Map<String, Object> step) {
        return "enter".equals(step.get("type")) && !List.of(false).contains(step.getOrDefault("await", false));
    }

    /** Where several are awaited, who has not answered yet is remembered; for one, what is left of several is forgotten. */
    static void begins(ReferenceTrip trip, Map<String, Object> here) {
        if (journeys(here).size() > 1) {
            trip.context.put(
                    trip.step, new HashMap<>(Map.of("outcome", "open", "open", journeys(here), "journeys", Map.of())));
        } else if (map(trip.context.get(trip.step)).containsKey("open")) {
            trip.context.put(trip.step, Map.of());
        }
    }

    /** All that came, when that is enough; null while it is not. */
    static Map<String, Object> collect(ReferenceTrip trip, Map<String, Object> values) {
        Map<String, Object> before = map(trip.context.get(trip.step));
        if (!trip.here().get("type").equals("enter") || !before.containsKey("open")) {
            return values;
        }
        List<Object> open = new ArrayList<>(list(before.get("open")));
        open.remove(values.get("journey"));
        Map<String, Object> answers = new HashMap<>(map(before.get("journeys")));
        answers.put((String) values.get("journey"), values);
        Map<String, Object> all = new HashMap<>(before);
        all.put("open", open);
        all.put("journeys", answers);
        boolean ended = answers.values().stream()
                .anyMatch(how -> map(how).get("outcome").equals("ended"));
        boolean enough = open.isEmpty()
                || "any".equals(trip.here().get("await"))
                        && values.get("outcome").equals("ended");
        if (!enough) {
            trip.context.put(trip.step, all);
            return null;
        }
        all.putAll(values);
        all.put("outcome", ended ? "ended" : "refused");
        return all;
    }
}
