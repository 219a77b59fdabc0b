package io.itinera.journey.explain;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Map;

/**
 * One decision of the engine about a profile, as it was recorded, and in words.
 *
 * @param at logical time
 * @param profileId the profile that it was then
 * @param instance the instance that it is about; for a refused entry, the one that would have begun
 * @param sequence number within the instance, from 0
 * @param kind {@code entered}, {@code refused}, {@code moved}, {@code waiting}, {@code goal}, {@code exited}, …
 * @param version the version of the journey that decided
 * @param step where, or null
 * @param stepType type of that step, or null
 * @param next the step that follows, or null
 * @param reason machine-readable word why
 * @param detail what explains the reason: conditions with what they were held against, draws, times
 * @param sentence the decision in words
 */
public record Decision(
        Instant at,
        String profileId,
        String instance,
        long sequence,
        String kind,
        int version,
        String step,
        String stepType,
        String next,
        String reason,
        Map<String, Object> detail,
        String sentence) {

    /** The same decision with its sentence. */
    Decision saying(String words) {
        return new Decision(
                at, profileId, instance, sequence, kind, version, step, stepType, next, reason, detail, words);
    }

    /** The same decision with more of what explains it. */
    Decision detailed(Map<String, Object> more) {
        return new Decision(
                at, profileId, instance, sequence, kind, version, step, stepType, next, reason, more, sentence);
    }

    /** True when the profile may not enter. */
    @JsonIgnore
    boolean isRefusal() {
        return "refused".equals(kind);
    }

    /** True when it tells where the instance stands: not a goal, and not that it goes on under another profile. */
    @JsonIgnore
    boolean isPosition() {
        return !"goal".equals(kind) && (next != null || !"moved".equals(kind));
    }

    /** What the instance does after it. */
    @JsonIgnore
    String status() {
        return switch (kind) {
            case "waiting", "exited", "failed" -> kind;
            default -> "moving";
        };
    }
}
