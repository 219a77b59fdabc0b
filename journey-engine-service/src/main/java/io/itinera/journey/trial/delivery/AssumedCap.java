package io.itinera.journey.trial.delivery;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.policies.Cap;
import io.itinera.policies.CapContent;
import io.itinera.policies.Handling;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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
        @NotNull
        @Pattern(regexp = KEY, message = "has the form " + KEY)
        String key,

        @Schema(description = "The channel that it holds for and counts; any where it is absent")
        @Size(min = 1, max = 63)
        String channel,

        @Schema(description = "The consent purpose that it holds for and counts; any where it is absent")
        @Size(min = 1, max = 63)
        String purpose,

        @Schema(description = "Messages allowed to one customer within the window") @Min(1) @Max(1000)
        int count,

        @Schema(description = "Rolling window, ISO 8601, from a second to three months") @NotBlank @Size(max = 40)
        String within,

        @Schema(description = "defer, which is the default, or drop")
        Handling.Action policy,

        @Schema(
                description =
                        "How long a message may be put off, ISO 8601 (P2D is 48 hours); three days where it is absent")
        @Size(max = 40)
        String atMost,

        @Schema(description = "Whether it also holds for, and counts, transactional messages")
        boolean transactional) {

    private static final String KEY = "[a-z0-9][a-z0-9-]{0,62}";

    /**
     * The caps themselves.
     *
     * @param pointer where they stand in the request
     * @throws ProblemException 422 with each place that is wrong
     */
    public static List<Cap> caps(List<AssumedCap> assumed, String pointer) {
        List<Cap> caps = new ArrayList<>();
        List<Problem.FieldError> errors = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < assumed.size(); i++) {
            AssumedCap cap = assumed.get(i);
            String at = pointer + "/" + i;
            if (!keys.add(cap.key)) {
                errors.add(new Problem.FieldError(at + "/key", "is '" + cap.key + "' a second time"));
            }
            try {
                caps.add(cap.content().toCap(cap.key, LiveRules.LONGEST_WAIT));
            } catch (ProblemException e) {
                e.problem()
                        .errors()
                        .forEach(error -> errors.add(new Problem.FieldError(at + error.pointer(), error.detail())));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(CommonProblem.INVALID_REQUEST, "the caps cannot be gone by", errors);
        }
        return caps;
    }

    private CapContent content() {
        return new CapContent(channel, purpose, count, within, policy, atMost, transactional);
    }
}
