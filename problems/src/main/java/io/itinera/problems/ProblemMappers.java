package io.itinera.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what a resource or the framework throws into a problem. */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response problem(ProblemException e) {
        Response.ResponseBuilder answer = answer(e.problem());
        e.headers().forEach(answer::header);
        return answer.build();
    }

    @ServerExceptionMapper
    Response violations(ConstraintViolationException e) {
        List<Problem.FieldError> errors = e.getConstraintViolations().stream()
                .map(v -> new Problem.FieldError(pointer(v), v.getMessage()))
                .sorted((a, b) -> a.pointer().compareTo(b.pointer()))
                .toList();
        String detail = errors.stream().map(x -> x.pointer() + " " + x.detail()).collect(Collectors.joining("; "));
        return answer(Problem.of(CommonProblem.INVALID_REQUEST, detail, errors)).build();
    }

    @ServerExceptionMapper
    Response json(JsonProcessingException e) {
        return answer(malformed(e)).build();
    }

    /** The framework has a mapper of its own for this kind, which would answer without a body. */
    @ServerExceptionMapper
    Response mismatched(MismatchedInputException e) {
        return answer(malformed(e)).build();
    }

    @ServerExceptionMapper
    Response unauthenticated(UnauthorizedException e) {
        return unauthenticated("send Authorization: Bearer <token>");
    }

    @ServerExceptionMapper
    Response unauthenticated(AuthenticationFailedException e) {
        return unauthenticated("the bearer token is not valid or has expired");
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException e) {
        return answer(Problem.of(CommonProblem.FORBIDDEN, "this needs a role that the token does not have"))
                .build();
    }

    @ServerExceptionMapper
    Response framework(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return answer(malformed(json)).build();
        }
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        CommonProblem kind = CommonProblem.forStatus(status);
        return answer(new Problem(kind.type(), kind.title(), status, kind.title(), List.of()))
                .build();
    }

    @ServerExceptionMapper
    Response defect(Exception e) {
        LOG.error("request failed", e);
        return answer(Problem.of(CommonProblem.INTERNAL_ERROR, "the error is in the service's log"))
                .build();
    }

    private static Problem malformed(JsonProcessingException e) {
        if (!(e instanceof JsonMappingException mapping)) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            return Problem.of(CommonProblem.MALFORMED_REQUEST, "the body is not JSON" + where);
        }
        String pointer = WrongForm.pointer(mapping);
        String wrong = WrongForm.message(mapping);
        return Problem.of(
                CommonProblem.MALFORMED_REQUEST,
                (pointer.isEmpty() ? "the body" : pointer) + " " + wrong,
                List.of(new Problem.FieldError(pointer, wrong)));
    }

    private static Response unauthenticated(String detail) {
        return answer(Problem.of(CommonProblem.UNAUTHENTICATED, detail))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    /** Drops the method's and the parameter's names, which are ours, and keeps the path into the body. */
    private static String pointer(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .toList();
        if (nodes.size() <= 2) {
            return "?" + nodes.getLast().getName();
        }
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : nodes.subList(2, nodes.size())) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            } else if (node.getKey() != null) {
                pointer.append('/').append(node.getKey());
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }

    private static Response.ResponseBuilder answer(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
