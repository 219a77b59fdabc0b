package io.itinera.consent.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.consent.policy.Purposes;
import io.itinera.contracts.Identifier;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem.FieldError;
import io.itinera.problems.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Decisions to record, all or none.
 *
 * @param decisions 1 to 1,000
 */
public record DecisionsRequest(@NotEmpty @Size(max = 1000) List<@Valid @NotNull Item> decisions) {

    private static final int EVIDENCE_CHARACTERS = 4096;
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /**
     * One decision; exactly one of the three ids is given.
     *
     * @param profileId a profile's UUID
     * @param userId the customer's id in the sender's world
     * @param anonymousId a device's id
     * @param channel a channel, or {@code *} for all
     * @param purpose a configured purpose, or {@code *} for all
     * @param decision {@code granted} or {@code denied}
     * @param source where it was said: {@code signup-form}, {@code support-call}, …
     * @param textVersion version of the text that the customer saw; a yes cannot be proved without it
     * @param evidence what else proves it, any JSON up to 4,096 characters
     * @param decidedAt when, not in the future; default now
     * @param idempotencyKey makes a repeat harmless; unique for each decision
     */
    public record Item(
            String profileId,
            @Size(max = 200) String userId,
            @Size(max = 200) String anonymousId,

            @NotNull @Pattern(regexp = "\\*|[a-z][a-z0-9-]{0,31}", message = "must be a channel such as email, or *")
            String channel,

            @NotNull String purpose,

            @NotNull @Pattern(regexp = "granted|denied", message = "must be granted or denied")
            String decision,

            @NotBlank @Size(max = 100) String source,
            @Size(max = 100) String textVersion,
            JsonNode evidence,
            Instant decidedAt,
            @Size(min = 1, max = 200) String idempotencyKey) {

        private boolean grants() {
            return "granted".equals(decision);
        }

        private NewDecision toDecision(Identifier who) {
            return new NewDecision(
                    who,
                    new Scope(channel, purpose),
                    grants(),
                    source,
                    textVersion,
                    decidedAt,
                    evidence == null || evidence.isNull() ? null : evidence.toString(),
                    null,
                    idempotencyKey);
        }
    }

    /**
     * The decisions as the domain knows them.
     *
     * @throws ProblemException when a rule that goes over several fields is broken
     */
    List<NewDecision> toDecisions(Purposes purposes, Instant now) {
        List<FieldError> errors = new ArrayList<>();
        List<NewDecision> result = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            Item item = decisions.get(i);
            String at = "/decisions/" + i;
            Identifier who = who(item, at, errors);
            if (!item.purpose.equals(Scope.ALL) && purposes.find(item.purpose).isEmpty()) {
                errors.add(new FieldError(
                        at + "/purpose", "is not configured, expected one of: " + purposes.names() + ", *"));
            }
            if (item.grants() && (item.textVersion == null || item.textVersion.isBlank())) {
                errors.add(new FieldError(
                        at + "/textVersion", "is missing: a yes is proved by the text that the customer saw"));
            }
            if (item.decidedAt != null && item.decidedAt.isAfter(now.plus(CLOCK_SKEW))) {
                errors.add(new FieldError(at + "/decidedAt", "is in the future"));
            }
            if (item.evidence != null && item.evidence.toString().length() > EVIDENCE_CHARACTERS) {
                errors.add(new FieldError(at + "/evidence", "is longer than " + EVIDENCE_CHARACTERS + " characters"));
            }
            if (who != null) {
                result.add(item.toDecision(who));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    CommonProblem.INVALID_REQUEST,
                    errors.getFirst().pointer() + " " + errors.getFirst().detail(),
                    errors);
        }
        return result;
    }

    private static Identifier who(Item item, String at, List<FieldError> errors) {
        List<String> given = Stream.of(item.profileId, item.userId, item.anonymousId)
                .filter(id -> id != null && !id.isEmpty())
                .toList();
        if (given.size() != 1) {
            errors.add(new FieldError(at, "needs exactly one of profileId, userId and anonymousId"));
            return null;
        }
        if (item.userId != null && !item.userId.isEmpty()) {
            return new Identifier(Identifier.Kind.USER, item.userId);
        }
        if (item.anonymousId != null && !item.anonymousId.isEmpty()) {
            return new Identifier(Identifier.Kind.ANONYMOUS, item.anonymousId);
        }
        try {
            return new Identifier(
                    Identifier.Kind.PROFILE, UUID.fromString(item.profileId).toString());
        } catch (IllegalArgumentException _) {
            errors.add(new FieldError(at + "/profileId", "is not a UUID"));
            return null;
        }
    }
}
