package io.itinera.ingest.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.itinera.ingest.IngestConfig;
import io.itinera.ingest.IngestProblem;
import io.itinera.ingest.publish.UnavailableException;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** Answers of the tracking routes, which run below the REST layer and so below its mappers. */
@ApplicationScoped
class Answers {

    private static final Logger LOG = Logger.getLogger(Answers.class);
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence ANY = HttpHeaders.createOptimized("*");
    private static final String SUCCESS = "{\"success\":true}";

    private final ObjectMapper json;
    private final String retryAfter;

    Answers(ObjectMapper json, IngestConfig config) {
        this.json = json;
        this.retryAfter = Long.toString(Math.max(1, config.retryAfter().toSeconds()));
    }

    /** Kafka has all of it. */
    void success(HttpServerResponse response) {
        if (!response.closed()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY)
                    .end(SUCCESS);
        }
    }

    /** Whatever went wrong, as a problem. */
    void failure(HttpServerResponse response, Throwable error) {
        switch (error instanceof CompletionException ? error.getCause() : error) {
            case ProblemException known -> problem(response, known.problem(), known.headers());
            case UnavailableException away ->
                problem(
                        response,
                        Problem.of(
                                IngestProblem.INTAKE_UNAVAILABLE,
                                away.getMessage() + "; repeat the call unchanged, with the same messageIds"),
                        Map.of("Retry-After", retryAfter));
            default -> {
                LOG.error("intake failed", error);
                problem(
                        response,
                        Problem.of(CommonProblem.INTERNAL_ERROR, "the error is in the service's log"),
                        Map.of());
            }
        }
    }

    private void problem(HttpServerResponse response, Problem problem, Map<String, String> headers) {
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
        headers.forEach(response::putHeader);
        try {
            response.end(Buffer.buffer(json.writeValueAsBytes(problem)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem has a JSON form", e);
        }
    }
}
