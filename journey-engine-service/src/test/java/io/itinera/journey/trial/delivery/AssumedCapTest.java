package io.itinera.journey.trial.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.itinera.conditions.Span;
import io.itinera.contracts.Wire;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Caps that a back-test is asked to go by. */
class AssumedCapTest {

    private static List<Rules.Cap> rules(String json) throws JsonProcessingException {
        return AssumedCap.rules(Wire.JSON.readValue(json, new TypeReference<>() {}), "/caps");
    }

    @Test
    void theyHaveTheFormInWhichChannelServiceTellsThem() throws JsonProcessingException {
        assertThat(rules("""
                [{"key": "weekly", "version": 3, "purpose": "marketing", "count": 2, "within": "P7D", "policy": "drop", "atMost": "P2D",
                  "transactional": false, "waiting": 4, "savedAt": "2026-11-01T00:00:00Z", "savedBy": "ada"},
                 {"key": "hourly", "channel": "email", "count": 1, "within": "PT1H", "transactional": true}]"""))
                .containsExactly(
                        new Rules.Cap(
                                "weekly",
                                new Rules.Scope(null, "marketing", false),
                                2,
                                Span.parse("P7D"),
                                new Rules.Handling(true, Duration.ofDays(2))),
                        new Rules.Cap(
                                "hourly",
                                new Rules.Scope("email", null, true),
                                1,
                                Span.parse("PT1H"),
                                new Rules.Handling(false, Duration.ofDays(3))));
        assertThat(rules("[]")).isEmpty();
    }

    @Test
    void eachPlaceThatIsWrongIsNamed() {
        ProblemException refused = catchThrowableOfType(ProblemException.class, () -> rules("""
                [{"key": "weekly", "count": 0, "within": "P7D"}, {"key": "weekly", "count": 2, "within": "P1Y", "policy": "wait"},
                 null, {"channel": "", "count": 1, "within": "PT0S", "atMost": "soon"}]"""));

        assertThat(refused.problem().errors())
                .extracting(Problem.FieldError::pointer)
                .containsExactly(
                        "/caps/0/count",
                        "/caps/1/within",
                        "/caps/1/policy",
                        "/caps/1/key",
                        "/caps/2",
                        "/caps/3/key",
                        "/caps/3/channel",
                        "/caps/3/within",
                        "/caps/3/atMost");
    }
}
