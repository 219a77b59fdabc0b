package io.itinera.channel.dispatch;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import java.time.Instant;

/**
 * A message as the API shows it: what happened to it and why, never what it says.
 *
 * @param id message id
 * @param profileId to whom
 * @param channel over which channel
 * @param template template key
 * @param purpose consent purpose
 * @param journey the step that asked, or null
 * @param status its state
 * @param reason machine-readable word why, or null
 * @param receipt consent receipt that it relies on, or null
 * @param attempts how often its provider was called
 * @param createdAt when it came in
 * @param changedAt when its state last changed
 * @param sentAt when its provider took it, or null
 * @param dueAt when it is looked at again, or null when it is settled
 * @param held the policy that holds it back, or did so for good, with what it counted; else null
 * @param test whether it is of somebody who tries a journey out; with reason {@code sandbox}, it was kept and not sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageView(
        String id,
        String profileId,
        String channel,
        String template,
        String purpose,
        JourneyRef journey,
        String status,
        String reason,
        String receipt,
        int attempts,
        Instant createdAt,
        Instant changedAt,
        Instant sentAt,
        Instant dueAt,
        MessageOutcome.Held held,
        boolean test) {}
