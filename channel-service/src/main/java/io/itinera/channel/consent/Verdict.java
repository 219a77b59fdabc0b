package io.itinera.channel.consent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * consent-service's answer for one message.
 *
 * @param id names the question
 * @param allowed true is a yes
 * @param reason machine-readable word why
 * @param receipt proof, kept with the message
 * @param unsubscribeUrl one-click unsubscribe for this message, or null
 * @param preferencesUrl the customer's preference page, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Verdict(
        String id, boolean allowed, String reason, String receipt, String unsubscribeUrl, String preferencesUrl) {

    /** A yes without its proof is no answer. */
    boolean isComplete() {
        return id != null && (!allowed || receipt != null && !receipt.isBlank());
    }
}
