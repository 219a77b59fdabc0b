package io.itinera.consent.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The answers to a request, in its order.
 *
 * @param results one for each check
 */
public record Answers(List<Answer> results) {

    /**
     * The answer about one message.
     *
     * @param id the caller's name for the check
     * @param allowed true when it may be sent
     * @param reason {@code opt-in}, {@code transactional}, {@code no-consent}, {@code denied}, {@code suppressed-address} or
     *     {@code unknown-purpose}
     * @param receipt proves the answer; to be kept with the message
     * @param unsubscribeUrl for List-Unsubscribe, where the purpose can be unsubscribed from
     * @param preferencesUrl where the customer chooses
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Answer(
            String id, boolean allowed, String reason, String receipt, String unsubscribeUrl, String preferencesUrl) {}
}
