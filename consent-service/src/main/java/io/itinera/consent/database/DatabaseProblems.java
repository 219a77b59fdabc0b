package io.itinera.consent.database;

import io.itinera.database.DatabaseException;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.quarkus.arc.ArcUndeclaredThrowableException;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a failure of PostgreSQL looks like to a caller: 503 where a repeat may help, else 500. */
public class DatabaseProblems {

    private static final Logger LOG = Logger.getLogger(DatabaseProblems.class);
    private static final String RETRY_SECONDS = "2";

    @ServerExceptionMapper
    Response database(DatabaseException e) {
        if (unstorable(e)) {
            return Response.status(CommonProblem.INVALID_REQUEST.status())
                    .type(Problem.MEDIA_TYPE)
                    .entity(Problem.of(
                            CommonProblem.INVALID_REQUEST,
                            "a text holds a character that cannot be stored, such as U+0000"))
                    .build();
        }
        LOG.errorf(e, "database call failed passing=%s", e.passing());
        return e.passing() ? unavailable() : defect();
    }

    @ServerExceptionMapper
    Response commit(QuarkusTransactionException e) {
        LOG.error("commit failed", e);
        return unavailable();
    }

    @ServerExceptionMapper
    Response commit(ArcUndeclaredThrowableException e) {
        LOG.error("commit failed", e);
        return unavailable();
    }

    /** A value that PostgreSQL does not hold is the caller's fault; a constraint that is broken is ours, callers know of none. */
    private static boolean unstorable(DatabaseException e) {
        return e.sqlState().startsWith("22");
    }

    private static Response unavailable() {
        return Response.status(503)
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .entity(Problem.of(CommonProblem.UNAVAILABLE, "the database does not answer; repeat the request"))
                .build();
    }

    private static Response defect() {
        return Response.status(500)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(CommonProblem.INTERNAL_ERROR, "the error is in the service's log"))
                .build();
    }
}
