package io.itinera.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemMappersTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final ProblemMappers mappers = new ProblemMappers();

    /** A request body with a nested place. */
    record Order(List<Line> lines) {}

    record Line(int quantity) {}

    @Test
    void answersWithTheProblemItsHeadersAndTheMediaType() {
        Problem away = Problem.of(CommonProblem.UNAVAILABLE, "Kafka does not answer");

        try (Response answer = mappers.problem(new ProblemException(away, Map.of("Retry-After", "5")))) {
            assertThat(answer.getStatus()).isEqualTo(503);
            assertThat(answer.getHeaderString("Retry-After")).isEqualTo("5");
            assertThat(answer.getMediaType()).hasToString("application/problem+json");
            assertThat(answer.getEntity()).isEqualTo(away);
        }
    }

    @Test
    void namesTheFieldThatHasTheWrongType() {
        JsonProcessingException e = catchThrowableOfType(
                JsonProcessingException.class,
                () -> JSON.readValue("{\"lines\":[{\"quantity\":1},{\"quantity\":\"many\"}]}", Order.class));

        Problem problem = entity(mappers.json(e));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.errors()).extracting(Problem.FieldError::pointer).containsExactly("/lines/1/quantity");
        assertThat(problem.detail()).doesNotContain("many");
    }

    @Test
    void saysWhereTheBodyStopsBeingJson() {
        JsonProcessingException e = catchThrowableOfType(
                JsonProcessingException.class, () -> JSON.readTree("{\"email\": ada@example.com}"));

        Problem problem = entity(mappers.json(e));

        assertThat(problem.detail())
                .startsWith("the body is not JSON at line 1, column")
                .doesNotContain("ada");
    }

    @Test
    void turnsWhatTheFrameworkThrowsIntoAProblemOfTheSameStatus() {
        assertThat(entity(mappers.framework(new NotFoundException())).type()).hasToString("/problems/not-found");
        assertThat(entity(mappers.framework(new WebApplicationException(415))).status())
                .isEqualTo(415);
    }

    @Test
    void looksThroughABadRequestForTheJsonErrorThatCausedIt() {
        JsonProcessingException cause =
                catchThrowableOfType(JsonProcessingException.class, () -> JSON.readValue("{\"lines\":7}", Order.class));

        assertThat(entity(mappers.framework(new BadRequestException(cause))).errors())
                .extracting(Problem.FieldError::pointer)
                .containsExactly("/lines");
    }

    @Test
    void leavesARedirectAlone() {
        try (Response redirect = Response.status(307).build();
                Response answer = mappers.framework(new WebApplicationException(redirect))) {
            assertThat(answer.getStatus()).isEqualTo(307);
        }
    }

    @Test
    void asksForATokenWhereOneIsMissingAndForARoleWhereItIsNotAllowed() {
        try (Response answer = mappers.unauthenticated(new UnauthorizedException())) {
            assertThat(answer.getHeaderString("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(answer.getStatus()).isEqualTo(401);
        }
        assertThat(entity(mappers.forbidden(new ForbiddenException())).status()).isEqualTo(403);
    }

    @Test
    void aDefectTellsTheCallerNothingOfItsMessage() {
        Problem problem = entity(mappers.defect(new IllegalStateException("profile 42 ada@example.com")));

        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.detail()).doesNotContain("ada");
    }

    @Test
    void aSingleFieldThatBreaksARuleIsA422WithItsPointer() {
        Problem problem = ProblemException.invalid("/name", "is empty").problem();

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors()).containsExactly(new Problem.FieldError("/name", "is empty"));
    }

    private static Problem entity(Response response) {
        try (response) {
            return (Problem) response.getEntity();
        }
    }
}
