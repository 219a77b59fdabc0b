package io.itinera.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/**
 * What the broker has used, which runs in this process beside the load generator: its threads are known by their names. Collections
 * and compilers of the process are nobody's.
 */
final class BrokerUsage {

    private static final List<String> THREADS = List.of(
            "data-plane-kafka-",
            "kafka-1-",
            "kafka-scheduler-",
            "kafka-log-cleaner-",
            "group-coordinator-",
            "quorum-controller-",
            "transaction-log-",
            "AddPartitionsToTxn",
            "TxnMarker");

    private BrokerUsage() {}

    /** Seconds of CPU so far, of all its threads that are alive. */
    static double cpuSeconds() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                        .filter(thread ->
                                thread != null && THREADS.stream().anyMatch(thread.getThreadName()::startsWith))
                        .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
                        .sum()
                / 1e9;
    }
}
