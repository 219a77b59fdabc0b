package io.itinera.channel.dispatch;

import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.SendRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that a worker holds.
 *
 * @param request what was asked for; its id is the message's
 * @param claim number of the claim: who holds an older one has lost the message
 * @param attempts how often its provider was called
 * @param createdAt when it came in
 * @param reason why it waits, or null
 * @param receipt consent receipt, or null
 */
record Message(SendRequest request, int claim, int attempts, Instant createdAt, String reason, String receipt) {

    String id() {
        return request.id();
    }

    /** The next channel to try, as a message of its own whose id follows from this one's. */
    Optional<SendRequest> fallback() {
        if (request.fallback().isEmpty()) {
            return Optional.empty();
        }
        SendRequest.Fallback next = request.fallback().getFirst();
        List<SendRequest.Fallback> rest =
                request.fallback().subList(1, request.fallback().size());
        return Optional.of(new SendRequest(
                ProfileIds.derive(request.id() + "|" + next.channel()),
                request.profileId(),
                next.channel(),
                next.template(),
                request.purpose(),
                request.journey(),
                request.requestedAt(),
                request.traits(),
                request.event(),
                request.context(),
                rest,
                request.keep()));
    }

    MessageOutcome outcome(MessageStatus status, String why, String proof, Instant at) {
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
                proof);
    }
}
