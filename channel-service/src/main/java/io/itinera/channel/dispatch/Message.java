package io.itinera.channel.dispatch;

import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import java.time.Instant;

/**
 * A message that a worker holds.
 *
 * @param request what was asked for; its id is the message's
 * @param claim number of the claim: who holds an older one has lost the message
 * @param attempts how often its provider was called
 * @param createdAt when it came in
 * @param reason why it waits, or null
 * @param receipt consent receipt, or null
 * @param trace the trace that asked for it, or null
 */
record Message(
        SendRequest request, int claim, int attempts, Instant createdAt, String reason, String receipt, String trace) {

    String id() {
        return request.id();
    }

    MessageOutcome outcome(MessageStatus status, String why, String proof, Instant at) {
        return outcome(status, why, proof, at, null);
    }

    /** What a policy made of it. */
    MessageOutcome outcome(MessageStatus status, MessageOutcome.Held held, Instant at) {
        return outcome(status, held.reason(), null, at, held);
    }

    private MessageOutcome outcome(
            MessageStatus status, String why, String proof, Instant at, MessageOutcome.Held held) {
        return new MessageOutcome(
                request.id(),
                request.profileId(),
                request.channel(),
                request.template(),
                request.purpose(),
                request.journey(),
                status,
                at,
                why,
                null,
                proof,
                held,
                request.test());
    }
}
