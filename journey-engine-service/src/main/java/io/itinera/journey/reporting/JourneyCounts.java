package io.itinera.journey.reporting;

import java.util.List;
import java.util.Map;

/**
 * How many instances a journey has led where, since its first version.
 *
 * @param journey journey key
 * @param versions by version, oldest first
 */
public record JourneyCounts(String journey, List<VersionCounts> versions) {

    /**
     * One version.
     *
     * @param version from 1
     * @param entered instances that began
     * @param live instances under way now
     * @param exited instances that ended, by reason
     * @param failed instances that ended on an error, by reason
     * @param refused entries refused, by reason
     * @param goals goals reached, by key or reason
     * @param steps by step
     */
    public record VersionCounts(
            int version,
            long entered,
            long live,
            Map<String, Long> exited,
            Map<String, Long> failed,
            Map<String, Long> refused,
            Map<String, Long> goals,
            List<StepCounts> steps) {}

    /**
     * One step.
     *
     * @param step key
     * @param in instances that came to it
     * @param waiting instances that stand there now
     * @param out instances that left it, by reason
     * @param next instances that left it, by the step that followed
     */
    public record StepCounts(String step, long in, long waiting, Map<String, Long> out, Map<String, Long> next) {}
}
