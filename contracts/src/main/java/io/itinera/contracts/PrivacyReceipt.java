package io.itinera.contracts;

import java.time.Instant;
import java.util.Map;

/**
 * A service has done what a {@link PrivacyRequest} wants: the other record on {@link Topics#PRIVACY}, keyed by the same subject and told
 * by the field {@code fulfils}.
 *
 * @param fulfils id of the request
 * @param subject the person as the request names them
 * @param service who has done it
 * @param part the part of the service that is done, such as {@code state:<profile id>}; null when the service is through
 * @param at when
 * @param counts how much it was, by what it was: {@code instances}, {@code rows}
 */
public record PrivacyReceipt(
        String fulfils, String subject, String service, String part, Instant at, Map<String, Long> counts) {

    /** Takes a copy of {@code counts}. */
    public PrivacyReceipt {
        counts = counts == null ? Map.of() : Map.copyOf(counts);
    }
}
