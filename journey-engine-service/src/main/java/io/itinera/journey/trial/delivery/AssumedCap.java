package io.itinera.journey.trial.delivery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.conditions.Span;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A frequency cap that a back-test is to go by instead of those in force, in the form in which channel-service's API writes one. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties({"version", "waiting", "savedAt", "savedBy"})
@Schema(description = "A frequency cap as GET /v1/policies/caps of channel-service tells it")
public record AssumedCap(
        @Schema(description = "Its name, in reasons such as cap:weekly")
        String key,

        @Schema(description = "The channel that it holds for and counts; any where it is absent")
        String channel,

        @Schema(description = "The consent purpose that it holds for and counts; any where it is absent")
        String purpose,

        @Schema(description = "Messages allowed to one customer within the window, 1 to 1000")
        Integer count,

        @Schema(description = "Rolling window, ISO 8601, from a second to three months")
        String within,

        @Schema(description = "defer, which is the default, or drop")
        String policy,

        @Schema(
                description =
                        "How long a message may be put off, ISO 8601 (P2D is 48 hours); three days where it is absent")
        String atMost,

        @Schema(description = "Whether it also holds for, and counts, transactional messages")
        boolean transactional) {

    private static final int MOST = 50;
    private static final int MOST_MESSAGES = 1000;
    private static final String KEY = "[a-z0-9][a-z0-9-]{0,62}";
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(95);

    /**
     * The caps as rules.
     *
     * @param pointer where they stand in the request
     * @throws ProblemException 422 with each place that is wrong
     */
    public static List<Rules.Cap> rules(List<AssumedCap> caps, String pointer) {
        List<Problem.FieldError> errors = new ArrayList<>();
        if (caps.size() > MOST) {
            errors.add(new Problem.FieldError(pointer, "has " + caps.size() + " caps, expected at most " + MOST));
        }
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < caps.size(); i++) {
            AssumedCap cap = caps.get(i);
            String at = pointer + "/" + i;
            if (cap == null) {
                errors.add(new Problem.FieldError(at, "is missing, expected a cap"));
                continue;
            }
            cap.faults(at, errors);
            if (cap.key != null && !keys.add(cap.key)) {
                errors.add(new Problem.FieldError(at + "/key", "is '" + cap.key + "' a second time"));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(CommonProblem.INVALID_REQUEST, "the caps cannot be gone by", errors);
        }
        return caps.stream().map(AssumedCap::rule).toList();
    }

    private void faults(String at, List<Problem.FieldError> errors) {
        if (key == null || !key.matches(KEY)) {
            errors.add(new Problem.FieldError(at + "/key", "is " + said(key) + ", expected the form " + KEY));
        }
        for (String name : new String[] {"channel", "purpose"}) {
            String scope = name.equals("channel") ? channel : purpose;
            if (scope != null && (scope.isBlank() || scope.length() > 63)) {
                errors.add(new Problem.FieldError(at + "/" + name, "is '" + scope + "', expected 1 to 63 characters"));
            }
        }
        if (count == null || count < 1 || count > MOST_MESSAGES) {
            errors.add(new Problem.FieldError(
                    at + "/count", "is " + (count == null ? "missing" : count) + ", expected 1 to " + MOST_MESSAGES));
        }
        if (!isWindow(within)) {
            errors.add(new Problem.FieldError(
                    at + "/within",
                    "is " + said(within) + ", expected an ISO 8601 duration from a second to three months"));
        }
        if (policy != null && !policy.equals("defer") && !policy.equals("drop")) {
            errors.add(new Problem.FieldError(at + "/policy", "is '" + policy + "', expected defer or drop"));
        }
        if (atMost != null && !isWait(atMost)) {
            errors.add(new Problem.FieldError(
                    at + "/atMost", "is '" + atMost + "', expected a positive ISO 8601 duration such as PT12H or P2D"));
        }
    }

    private static String said(String text) {
        return text == null ? "missing" : "'" + text + "'";
    }

    private static boolean isWindow(String text) {
        try {
            Span span = Span.parse(text == null ? "" : text);
            Duration reach = Duration.between(Instant.EPOCH, span.after(Instant.EPOCH, ZoneOffset.UTC));
            return span.isPositive() && reach.compareTo(SHORTEST) >= 0 && reach.compareTo(LONGEST) <= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isWait(String text) {
        try {
            return Duration.parse(text).isPositive();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private Rules.Cap rule() {
        return new Rules.Cap(
                key,
                new Rules.Scope(channel, purpose, transactional),
                count,
                Span.parse(within),
                LiveRules.handling(policy, atMost));
    }
}
