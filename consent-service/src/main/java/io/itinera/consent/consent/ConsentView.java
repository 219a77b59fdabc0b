package io.itinera.consent.consent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.itinera.consent.ledger.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A profile's consent: what holds now, and how it came to be.
 *
 * @param profileId the profile that goes on after merges
 * @param choices what decides per channel and purpose
 * @param history decisions, newest first
 * @param next cursor for older decisions, null at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConsentView(UUID profileId, List<Effective> choices, List<Past> history, String next) {

    /**
     * What holds for a channel and purpose.
     *
     * @param channel a channel, or {@code *}
     * @param purpose a purpose, or {@code *}
     * @param decision {@code granted} or {@code denied}
     * @param decidedAt when
     * @param source where it was said
     * @param entry ledger row that proves it
     */
    public record Effective(
            String channel, String purpose, String decision, Instant decidedAt, String source, String entry) {

        static Effective of(Choice choice) {
            return new Effective(
                    choice.scope().channel(),
                    choice.scope().purpose(),
                    choice.granted() ? "granted" : "denied",
                    choice.decidedAt(),
                    choice.proof().source(),
                    Long.toString(choice.proof().seq()));
        }
    }

    /**
     * One decision in the ledger.
     *
     * @param entry its place in the ledger
     * @param profileId the profile that it was made for
     * @param subject the identifier that it was made with
     * @param channel a channel, or {@code *}
     * @param purpose a purpose, or {@code *}
     * @param decision {@code granted} or {@code denied}
     * @param source where it was said
     * @param textVersion version of the text that the customer saw
     * @param decidedAt when the customer decided
     * @param recordedAt when it was written
     * @param evidence what else proves it
     * @param messageId the message whose link was used
     * @param recordedBy who called the API
     * @param hash the row's seal
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Past(
            String entry,
            UUID profileId,
            String subject,
            String channel,
            String purpose,
            String decision,
            String source,
            String textVersion,
            Instant decidedAt,
            Instant recordedAt,
            @JsonRawValue String evidence,
            String messageId,
            String recordedBy,
            String hash) {

        static Past of(Ledger.Line line) {
            return new Past(
                    Long.toString(line.entry().seq()),
                    line.about().profileId(),
                    line.about().subject(),
                    line.entry().channel(),
                    line.entry().purpose(),
                    line.entry().decision(),
                    line.entry().source(),
                    line.entry().textVersion(),
                    line.entry().decidedAt(),
                    line.entry().recordedAt(),
                    line.about().evidence(),
                    line.about().messageId(),
                    line.about().recordedBy(),
                    line.entry().hash());
        }
    }
}
