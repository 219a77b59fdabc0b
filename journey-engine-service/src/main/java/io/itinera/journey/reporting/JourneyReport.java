package io.itinera.journey.reporting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * All figures of a journey's page.
 *
 * @param journey journey key
 * @param from first day, or null
 * @param to last day, or null
 * @param tests {@code exclude}, {@code include} or {@code only}: whether profiles of test segments count
 * @param total all versions together
 * @param versions by version, oldest first
 */
public record JourneyReport(
        String journey, LocalDate from, LocalDate to, String tests, Version total, List<Version> versions) {

    /**
     * One version, or all.
     *
     * @param version from 1, or null for all
     * @param flow how many came and went
     * @param steps by step
     * @param goals by goal
     * @param splits by step that draws arms
     * @param days by day, empty unless asked for
     */
    public record Version(
            Integer version, Flow flow, List<Step> steps, List<Goal> goals, List<Experiment> splits, List<Day> days) {}

    /**
     * How many came and went in the time of the report.
     *
     * @param entered instances that began
     * @param live instances under way now
     * @param exited instances that ended, by reason
     * @param failed instances that ended on an error, by reason
     * @param refused entries refused, by reason
     * @param completed instances that came to an exit step
     * @param completionRate those among all that ended
     * @param life entry to end, by the day of entry
     * @param timeToValue entry to the first goal, by the day of entry
     */
    public record Flow(
            long entered,
            long live,
            Map<String, Long> exited,
            Map<String, Long> failed,
            Map<String, Long> refused,
            long completed,
            double completionRate,
            Spread life,
            Spread timeToValue) {}

    /**
     * One step.
     *
     * @param step key
     * @param type type of the step, or null as long as no instance has passed it
     * @param in arrivals
     * @param reached instances that came to it, however often
     * @param waiting instances that stand there now
     * @param oldest since when the first of those stands there, or null where nobody does
     * @param out instances that left it, by reason
     * @param next instances that left it, by the step that followed
     * @param errors instances that ended here on an error
     * @param dwell how long they waited there
     * @param messages what became of the messages that it asked for; null where it asked for none
     */
    public record Step(
            String step,
            String type,
            long in,
            long reached,
            long waiting,
            Instant oldest,
            Map<String, Long> out,
            Map<String, Long> next,
            long errors,
            Spread dwell,
            Messages messages) {}

    /**
     * What became of a step's messages. A message counts once per status, however often it was opened.
     *
     * @param requested asked for
     * @param statuses messages by what became of them: {@code sent}, {@code delivered}, {@code opened}, {@code clicked}, …
     * @param suppressed messages that were not sent, by reason
     * @param bounced messages that did not arrive, by reason
     * @param channels messages by channel and what became of them
     */
    public record Messages(
            long requested,
            Map<String, Long> statuses,
            Map<String, Long> suppressed,
            Map<String, Long> bounced,
            Map<String, Map<String, Long>> channels) {}

    /**
     * One goal, reached by instances that began in the time of the report.
     *
     * @param goal key
     * @param conversions instances that reached it
     * @param rate those among all that entered
     * @param rateLow lower bound of the rate (Wilson, 95 %)
     * @param rateHigh upper bound of the rate (Wilson, 95 %)
     * @param timeToValue entry to goal
     * @param revenue by currency, never added up across currencies
     * @param withoutValue conversions that named no value, or none in a currency
     */
    public record Goal(
            String goal,
            long conversions,
            double rate,
            double rateLow,
            double rateHigh,
            Spread timeToValue,
            List<Revenue> revenue,
            long withoutValue) {}

    /**
     * What a day brought.
     *
     * @param day UTC
     * @param entered instances that began
     * @param ended instances that ended, without error or with one
     * @param failed instances that ended on an error
     * @param refused entries refused
     * @param goals goals reached on that day, by goal
     * @param steps arrivals and departures, by step
     */
    public record Day(
            LocalDate day,
            long entered,
            long ended,
            long failed,
            long refused,
            Map<String, Long> goals,
            Map<String, Passed> steps) {}

    /** Arrivals at a step and departures from it. */
    public record Passed(long in, long out) {}
}
