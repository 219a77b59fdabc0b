package io.itinera.consent.check;

import java.time.Instant;
import java.util.UUID;

/**
 * What a check answered, and on what ground.
 *
 * @param profile whose consent was asked for, as the caller named the profile
 * @param channel the message's channel
 * @param purpose the message's purpose
 * @param messageId the message, or null
 * @param reason the answer
 * @param at when, to the millisecond
 * @param seq the ledger row that it relies on, 0 when it relies on the purpose's rule alone
 * @param hash that row's hash, null when there is none
 */
record Receipt(
        UUID profile,
        String channel,
        String purpose,
        String messageId,
        Reason reason,
        Instant at,
        long seq,
        String hash) {}
