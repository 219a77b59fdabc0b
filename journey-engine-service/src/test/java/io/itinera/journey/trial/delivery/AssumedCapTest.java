package io.itinera.journey.trial.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.itinera.conditions.Span;
import io.itinera.contracts.Wire;
import io.itinera.policies.Cap;
import io.itinera.policies.Handling;
import io.itinera.policies.Scope;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Caps that a back-test is asked to go by. */
class AssumedCapTest {

    private static List<Cap> caps(String json) throws JsonProcessingException {
        return AssumedCap.caps(Wire.JSON.readValue(json, new TypeReference<>() {}), "/caps");
    }

    @Test
    void theyHaveTheFormInWhichChannelServiceTellsThem() throws JsonProcessingException {
        assertThat(caps("""
                [{"key": "weekly", "version": 3, "purpose": "marketing", "count": 2, "within": "P7D", "policy": "drop", "atMost": "P2D",
                  "transactional": false, "waiting": 4, "savedAt": "2026-11-01T00:00:00Z", "savedBy": "ada"},
                 {"key": "hourly", "channel": "email", "count": 1, "within": "PT1H", "transactional": true}]"""))
                .containsExactly(
                        new Cap(
                                "weekly",
                                new Scope(null, "marketing", false),
                                2,
                                Span.parse("P7D"),
                                new Handling(Handling.Action.DROP, Duration.ofDays(2))),
                        new Cap(
                                "hourly",
                                new Scope("email", null, true),
                                1,
                                Span.parse("PT1H"),
                                new Handling(Handling.Action.DEFER, Duration.ofDays(3))));
        assertThat(caps("[]")).isEmpty();
    }

    @Test
    void eachPlaceThatIsWrongIsNamed() {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> caps("""
                [{"key": "weekly", "count": 2, "within": "P1Y"}, {"key": "weekly", "count": 2, "within": "P1D"},
                 {"key": "hourly", "count": 1, "within": "PT1H", "atMost": "soon"}]"""));

        assertThat(refused.problem().errors())
                .extracting(Problem.FieldError::pointer)
                .containsExactly("/caps/0/within", "/caps/1/key", "/caps/2/atMost");
    }
}
