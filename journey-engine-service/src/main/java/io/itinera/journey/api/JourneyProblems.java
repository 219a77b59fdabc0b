package io.itinera.journey.api;

import io.itinera.journey.catalog.JourneyProblem;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.definition.InvalidJourneyException;
import io.itinera.problems.Problem;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns the findings of a definition that is refused into a problem. */
class JourneyProblems {

    @ServerExceptionMapper
    Response invalid(InvalidJourneyException e) {
        List<Problem.FieldError> errors = e.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .map(f -> new Problem.FieldError(f.pointer(), f.message()))
                .toList();
        Problem problem = Problem.of(JourneyProblem.INVALID_JOURNEY, e.getMessage(), errors);
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
