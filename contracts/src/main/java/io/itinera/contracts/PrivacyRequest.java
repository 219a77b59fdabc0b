package io.itinera.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a person wants done with what is kept of them: one of the records on {@link Topics#PRIVACY}, keyed by {@code subject}. Each
 * service that keeps something answers with a {@link PrivacyReceipt}.
 *
 * @param id of the request: a repeat is the same request
 * @param kind what is wanted
 * @param subject the person as they were named: the text form of an identifier, or a profile id
 * @param profileIds all profiles that the person is, those that were merged away included
 * @param at when it was asked for
 */
public record PrivacyRequest(String id, Kind kind, String subject, List<String> profileIds, Instant at) {

    /** Takes a copy of {@code profileIds}. */
    public PrivacyRequest {
        profileIds = profileIds == null ? List.of() : List.copyOf(profileIds);
    }

    /** What is wanted. */
    public enum Kind {
        /** A copy of what is kept. */
        ACCESS,
        /** That nothing is kept. */
        ERASURE,
        /** That what is kept is not used. */
        RESTRICTION;

        private final String wire = name().toLowerCase(Locale.ROOT);

        /** The lower-case name used in JSON. */
        @JsonValue
        public String wire() {
            return wire;
        }

        /**
         * @param wire a lower-case name
         * @throws IllegalArgumentException when there is no such kind
         */
        @JsonCreator
        public static Kind of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }
}
