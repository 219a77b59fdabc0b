package io.itinera.contracts;

import java.time.Instant;
import java.util.List;

/**
 * Latest consent of one profile: the value on {@link Topics#CONSENTS}, keyed by profile id.
 *
 * @param profileId whose consent
 * @param choices latest choice per channel and purpose
 */
public record ConsentState(String profileId, List<Choice> choices) {

    public ConsentState {
        choices = choices == null ? List.of() : choices;
    }

    /**
     * One decision of the customer.
     *
     * @param channel {@code email}, {@code sms}, … or {@code *} for all
     * @param purpose {@code marketing}, … or {@code *} for all
     * @param granted true for a yes
     * @param decidedAt when
     * @param source where it was said: {@code unsubscribe-link}, {@code preference-page}, {@code api}, …
     * @param entry id of the ledger row that proves it
     * @param messageId the message whose link was used, or null
     */
    public record Choice(
            String channel,
            String purpose,
            boolean granted,
            Instant decidedAt,
            String source,
            String entry,
            String messageId) {}
}
