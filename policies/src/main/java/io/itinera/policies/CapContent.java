package io.itinera.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.conditions.Span;
import io.itinera.problems.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;

/**
 * A frequency cap as it is written.
 *
 * @param channel the channel that it holds for and counts; any where it is absent
 * @param purpose the consent purpose that it holds for and counts; any where it is absent
 * @param count messages allowed to one customer within the window
 * @param within rolling window, ISO 8601: {@code P7D} are calendar days of the customer's zone, {@code PT24H} exact hours
 * @param policy {@code defer}, which is the default, or {@code drop}
 * @param atMost how long a message may be put off, ISO 8601; later it is dropped. The service's setting where it is absent
 * @param transactional true when it also holds for, and counts, transactional messages
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CapContent(
        @Size(min = 1, max = 63) String channel,
        @Size(min = 1, max = 63) String purpose,
        @Min(1) @Max(1000) int count,
        @NotBlank @Size(max = 40) String within,
        Handling.Action policy,
        @Size(max = 40) String atMost,
        boolean transactional) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(95);

    public CapContent {
        policy = policy == null ? Handling.Action.DEFER : policy;
    }

    /**
     * The cap that is meant.
     *
     * @param key the policy's key
     * @param longestWait how long a message may be put off where {@code atMost} is absent
     * @throws ProblemException 422 when the window or the wait is none
     */
    public Cap toCap(String key, Duration longestWait) {
        Cap cap = new Cap(
                key,
                new Scope(channel, purpose, transactional),
                count,
                span(),
                new Handling(policy, Waits.read(atMost, longestWait)));
        if (cap.reach().compareTo(SHORTEST) < 0 || cap.reach().compareTo(LONGEST) > 0) {
            throw ProblemException.invalid("/within", "is '" + within + "', expected from a second to three months");
        }
        return cap;
    }

    private Span span() {
        try {
            Span span = Span.parse(within);
            if (span.isPositive()) {
                return span;
            }
            throw ProblemException.invalid("/within", "is '" + within + "', expected a positive duration");
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("/within", e.getMessage());
        }
    }
}
