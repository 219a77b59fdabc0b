package io.itinera.profile.topology;

import io.itinera.contracts.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.admin.Admin;

/** How many partitions the per-profile topics have. It is asked of the broker once, as a running application cannot bear a change. */
@ApplicationScoped
class PartitionCount implements IntSupplier {

    private static final int PATIENCE_SECONDS = 20;

    private final Map<String, Object> connection;
    private int known;

    PartitionCount(@Identifier("default-kafka-broker") Map<String, Object> connection) {
        this.connection = connection;
    }

    /**
     * @throws IllegalStateException when the broker does not say; the stream thread that asked begins anew
     */
    @Override
    public synchronized int getAsInt() {
        if (known == 0) {
            known = ask();
        }
        return known;
    }

    private int ask() {
        try (Admin admin = Admin.create(connection)) {
            return admin.describeTopics(List.of(Topics.PROFILE_WORK))
                    .topicNameValues()
                    .get(Topics.PROFILE_WORK)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .partitions()
                    .size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not say how many partitions there are", e);
        }
    }
}
