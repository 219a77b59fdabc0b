package io.itinera.journey.trial.backtest;

import io.itinera.journey.trial.simulate.Trace;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a back-test found.
 *
 * @param readFrom from when on the record was replayed
 * @param knownFrom true when the record reaches back far enough that all who were under way at the beginning of the period are known
 * @param records records replayed
 * @param unreadable records that could not be used, as they could not be then
 * @param profiles profiles that entered
 * @param tried what the journey would have done
 * @param real what really happened to the journey in the same period
 * @param comparison the two, transition by transition
 * @param profilesBeside the two, profile by profile
 * @param consent what the record says about consent to the messages that would have been asked for
 * @param delivery what would have become of those messages by the rules of consent, caps and quiet hours
 * @param people some of those who entered
 * @param notes what a reader should know before drawing conclusions
 * @param seconds how long the replay took
 */
public record BackTestReport(
        Instant readFrom,
        boolean knownFrom,
        long records,
        long unreadable,
        long profiles,
        Counts tried,
        Counts real,
        Comparison comparison,
        People profilesBeside,
        Consent consent,
        Delivery delivery,
        List<Person> people,
        List<String> notes,
        double seconds) {

    /**
     * Counts of transitions.
     *
     * @param entered instances that began
     * @param refused entries refused, by reason
     * @param exited instances that ended, by reason
     * @param failed instances that ended on an error, by reason
     * @param goals goals reached
     * @param messages messages asked for
     * @param steps by step
     * @param transitions all of them
     */
    public record Counts(
            long entered,
            Map<String, Long> refused,
            Map<String, Long> exited,
            Map<String, Long> failed,
            Map<String, Long> goals,
            Messages messages,
            List<Step> steps,
            long transitions) {}

    /** Messages asked for: in all, by day in UTC, by template. */
    public record Messages(long total, Map<String, Long> byDay, Map<String, Long> byTemplate) {}

    /** One step: how many came to it, why they left it, and where they went. */
    public record Step(String step, long in, Map<String, Long> out, Map<String, Long> next) {}

    /**
     * Transitions of the replay beside the recorded ones, by id and content.
     *
     * @param same both have it, alike
     * @param different both have it, with another step, reason or time
     * @param onlyTried only the replay has it
     * @param onlyReal only the record has it
     * @param unknown those of the record that belong to instances which began before the record does
     */
    public record Comparison(long same, long different, long onlyTried, long onlyReal, long unknown) {}

    /** Messages by what the profile had said about their purpose and channel by then. */
    public record Consent(long agreed, long refused, long neverAsked) {}

    /**
     * Messages that were asked for in the period, by what would have become of them.
     *
     * @param gone those that go out
     * @param late how many of them go out later, since a policy held them back
     * @param diverted how many of them go out by another channel than the first
     * @param waiting those that a policy still holds back at the end
     * @param cancelled those that a policy held back until their instance had ended
     * @param suppressed those that do not go out, by reason, such as {@code no-consent} or {@code cap:weekly}
     */
    public record Delivery(
            long gone, long late, long diverted, long waiting, long cancelled, Map<String, Long> suppressed) {}

    /** A profile and its ways through the journey. */
    public record Person(String profileId, List<Trace.Way> ways) {}

    /**
     * Profiles of the replay beside those of the record. Instances that began before the record does are left out.
     *
     * @param alike would have done what they did
     * @param different would have done something else
     * @param onlyTried would have been in the journey, and were not
     * @param onlyReal were in the journey, and would not have been
     * @param examples some of those who differ
     */
    public record People(long alike, long different, long onlyTried, long onlyReal, List<Difference> examples) {}

    /** A profile, with what it would have done, and what it did, a line each. */
    public record Difference(String profileId, List<String> tried, List<String> real) {}
}
