package io.itinera.journey.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast something in a journey is to go. It decides nothing: it is what a journey is measured by, and what its people are told when
 * it is missed.
 *
 * @param step where nobody is to stand for longer, or null
 * @param goal what is to be reached after the entry within that time, or null
 * @param within exact time
 * @param share how many of a hundred must keep to it
 */
public record ServiceLevel(String step, String goal, Duration within, double share) {

    private static final double MOST = 95;

    /** The service levels of a definition that keeps to the rules of the language. */
    public static List<ServiceLevel> of(JsonNode definition) {
        List<ServiceLevel> levels = new ArrayList<>();
        for (JsonNode level : definition.path("targets")) {
            levels.add(new ServiceLevel(
                    level.path("step").textValue(),
                    level.path("goal").textValue(),
                    exact(Span.parse(level.path("within").asText())),
                    level.path("share").asDouble(MOST)));
        }
        return levels;
    }

    /** Notes what is wrong with the service levels of a definition. */
    static void check(Fields fields, JourneyDefinition journey) {
        for (Fields level : fields.objects("targets")) {
            if (level.has("step") == level.has("goal")) {
                level.error(
                        "", "has " + (level.has("step") ? "both" : "neither") + " step and goal, expected one of them");
            }
            String step = level.text("step", null);
            if (step != null) {
                journey.step(step)
                        .ifPresentOrElse(
                                there -> standing(level, there),
                                () -> level.error("step", "is '" + step + "', and there is no such step"));
            }
            String goal = level.text("goal", null);
            if (goal != null && journey.goals().stream().noneMatch(g -> g.key().equals(goal))) {
                level.error("goal", "is '" + goal + "', and there is no such goal");
            }
            if (level.span("within") == null && !level.has("within")) {
                level.error("within", "is missing");
            }
            double share = level.number("share", MOST).doubleValue();
            if (!(share > 0 && share <= 100)) {
                level.error("share", "is " + share + ", expected above 0 and at most 100");
            }
        }
    }

    private static void standing(Fields level, Step step) {
        if (!step.waits()) {
            level.warning("step", "has no effect: nobody stands at a step of type " + step.type());
        }
    }

    /** A day is 24 hours here, a month 30 days: what is measured is exact time. */
    private static Duration exact(Span span) {
        return span.exact()
                .plusDays(span.calendar().getDays() + 30L * span.calendar().toTotalMonths());
    }
}
