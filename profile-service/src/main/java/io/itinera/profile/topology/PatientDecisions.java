package io.itinera.profile.topology;

import io.itinera.profile.identity.LinkDecisions;
import io.itinera.profile.identity.Placement;
import io.itinera.profile.identity.Statement;
import io.itinera.profile.identity.UndecidedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Asks again while nobody answers: an event that links two identifiers can neither be dropped nor passed on undecided, so its
 * partition waits. It waits shorter than a transaction may last; after that, the stream thread begins anew from the last commit.
 */
final class PatientDecisions implements LinkDecisions {

    private static final Logger LOG = Logger.getLogger(PatientDecisions.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final LinkDecisions decisions;
    private final int attempts;

    PatientDecisions(LinkDecisions decisions, Duration patience) {
        this.decisions = decisions;
        this.attempts = (int) Math.max(1, patience.dividedBy(PAUSE));
    }

    @Override
    public List<Placement> decide(Statement statement, Instant at) {
        for (int attempt = 1; ; attempt++) {
            try {
                return decisions.decide(statement, at);
            } catch (UndecidedException e) {
                if (attempt >= attempts || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                if (attempt == 1) {
                    LOG.warnf(
                            "link not decided, asking again cause=%s",
                            e.getCause().getClass().getSimpleName());
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
