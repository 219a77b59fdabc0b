package io.itinera.journey.tasks;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Gives tasks that wait for somebody to whom something was taken off, who came back, or who may have more now. */
@ApplicationScoped
class Giving {

    private static final Logger LOG = Logger.getLogger(Giving.class);

    private final TurnStore turns;

    Giving(TurnStore turns) {
        this.turns = turns;
    }

    @Scheduled(
            every = "{itinera.journey.tasks.turns-interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void give() {
        int given = turns.giveAll();
        if (given > 0) {
            LOG.infof("tasks given that had waited for somebody tasks=%d", given);
        }
    }
}
