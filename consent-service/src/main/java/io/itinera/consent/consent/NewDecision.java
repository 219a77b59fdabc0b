package io.itinera.consent.consent;

import io.itinera.contracts.Identifier;
import java.time.Instant;

/**
 * A decision to record.
 *
 * @param who whose decision
 * @param scope channel and purpose
 * @param granted true for a yes
 * @param source where it was said
 * @param textVersion version of the text that the customer saw, or null
 * @param decidedAt when the customer decided; null means now
 * @param evidence JSON text, or null
 * @param messageId the message whose link was used, or null
 * @param key the caller's key that makes a repeat harmless, or null
 */
public record NewDecision(
        Identifier who,
        Scope scope,
        boolean granted,
        String source,
        String textVersion,
        Instant decidedAt,
        String evidence,
        String messageId,
        String key) {}
