package io.itinera.journey.projection;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/** Batches of records that must not get lost. */
public final class Batches {

    private static final Logger LOG = Logger.getLogger(Batches.class);

    private Batches() {}

    /** Does the work for a batch on a worker thread, as often as it takes: what is done twice must come to the same. */
    public static Uni<Void> untilDone(ConsumerRecords<byte[], byte[]> batch, Runnable work) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(work)
                .onFailure()
                .invoke(e -> LOG.warnf(
                        "batch not taken, trying again partitions=%s records=%d error=%s",
                        batch.partitions(), batch.count(), e))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(100), Duration.ofSeconds(5))
                .indefinitely();
    }
}
