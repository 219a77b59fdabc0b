package io.itinera.journey.reporting;

import java.util.List;
import java.util.Map;

/**
 * How many instances came how far. A stage counts when it was reached after the stage before; an instance that left by an exit or
 * still waits between two stages leaks, which is told with why.
 *
 * @param journey journey key
 * @param instances how many instances were looked at
 * @param sampled true when there were more, of which the latest entered were looked at
 * @param crowds by what tells them apart; one without a name when nothing does
 */
public record Funnel(String journey, long instances, boolean sampled, List<Crowd> crowds) {

    /**
     * One crowd.
     *
     * @param name what its instances have in common, or null
     * @param entered its instances
     * @param stages in order
     */
    public record Crowd(String name, long entered, List<Reached> stages) {}

    /**
     * One stage.
     *
     * @param stage as asked for
     * @param reached instances that came to it by way of all stages before
     * @param converted share of those at the stage before
     * @param ofAll share of all that entered
     * @param leak instances that were at the stage before and did not come here
     * @param leaks those, by what became of them: {@code waiting}, {@code exited: exit:bought}, …
     */
    public record Reached(
            String stage, long reached, double converted, double ofAll, long leak, Map<String, Long> leaks) {}
}
