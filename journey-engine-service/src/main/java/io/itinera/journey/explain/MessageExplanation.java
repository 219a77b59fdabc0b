package io.itinera.journey.explain;

import io.itinera.contracts.MessageOutcome;
import java.time.Instant;
import java.util.List;

/**
 * Why a message was asked for and what became of it.
 *
 * @param id the message that the explanation is about
 * @param profileId to whom
 * @param purpose consent purpose
 * @param journey the journey that asked, or null where the API did
 * @param version its version; 0 where the API asked
 * @param instance the instance that asked, or null
 * @param step the step that asked, or null
 * @param requestedAt when it was asked for, or null where that is not known
 * @param decisions how the instance came to the step, and that it asked
 * @param attempts the channels tried, in order: the first one, then fallbacks
 * @param sentences all of it in words, in the order of time
 */
public record MessageExplanation(
        String id,
        String profileId,
        String purpose,
        String journey,
        int version,
        String instance,
        String step,
        Instant requestedAt,
        List<Decision> decisions,
        List<Attempt> attempts,
        List<String> sentences) {

    /**
     * One channel that was tried, or is to be tried next.
     *
     * @param id the message's id on this channel
     * @param channel the channel
     * @param template the template
     * @param fallback true where it follows another channel that could not deliver
     * @param verdicts what was asked before it went out: consent, address, caps, quiet hours
     * @param outcomes what became of it
     */
    public record Attempt(
            String id,
            String channel,
            String template,
            boolean fallback,
            List<Verdict> verdicts,
            List<Outcome> outcomes) {}

    /**
     * The answer to a question that decides whether a message goes out.
     *
     * @param about {@code consent}, {@code address}, {@code cap}, {@code quiet-hours}, {@code template} or {@code journey}
     * @param allowed whether it may go out, as far as that goes
     * @param reason machine-readable word why not, or null
     * @param receipt the proof of consent that the message relied on, or null
     * @param held the policy that said no, with what it counted, its limit, its window and until when; null for all but policies
     * @param at when
     */
    public record Verdict(
            String about, boolean allowed, String reason, String receipt, MessageOutcome.Held held, Instant at) {}

    /**
     * Something that became of a message.
     *
     * @param at when
     * @param status lower-case word
     * @param reason machine-readable word why, or null
     * @param sentence the same in words
     */
    public record Outcome(Instant at, String status, String reason, String sentence) {}
}
