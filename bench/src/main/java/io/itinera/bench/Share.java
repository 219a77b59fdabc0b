package io.itinera.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;

/** Whether the members of a consumer group share its partitions. */
final class Share {

    private static final int MEMBERS = 2;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration EVERY = Duration.ofMillis(200);

    private final Admin admin;

    Share(Admin admin) {
        this.admin = admin;
    }

    /**
     * Waits until two members each have a partition.
     *
     * @throws IllegalStateException when it takes longer than five minutes
     */
    void await(String group) {
        long start = System.nanoTime();
        while (working(group) < MEMBERS) {
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IllegalStateException(group + " is not shared by two after " + LIMIT);
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    private long working(String group) {
        try {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .count();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no members of " + group, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
