package io.itinera.bench;

import io.itinera.contracts.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;

/**
 * Records per second of the engine and of its peer, over the same records: the time is from the first record produced until the
 * group has committed the last.
 */
final class EngineRate {

    /** Records of one round. */
    static final int RECORDS = 400_000;
    /** Over how many profiles they go, where nothing else is said. */
    static final int PROFILES = 100_000;
    /** Longest time that a round may take. */
    static final Duration LIMIT = Duration.ofMinutes(10);

    /** The engine's consumer group. */
    static final String GROUP = "journey-engine";

    private static final Map<String, Object> PROPERTIES =
            Map.of("product_id", "1003461", "brand", "xiaomi", "price", 489.07);

    private final Suite suite;
    private final Admin admin;
    private final EngineLoad load;
    private final Lag lag;

    EngineRate(Suite suite, Admin admin, EngineLoad load) {
        this.suite = suite;
        this.admin = admin;
        this.load = load;
        this.lag = new Lag(admin);
    }

    /** Several rounds of the peer, after one that warms it up. */
    double[] peer(int rounds, IntFunction<String> name) throws Exception {
        try (BareStreamsPeer peer = new BareStreamsPeer(suite, admin)) {
            return rounds(rounds, RECORDS, BareStreamsPeer.INPUT, PROFILES, name, () -> peer.awaitCaughtUp(LIMIT));
        }
    }

    /** Several rounds of the engine, which runs, after one that warms it up. */
    double[] engine(int rounds, int profiles, IntFunction<String> name) {
        return engine(rounds, RECORDS, profiles, name);
    }

    /** The same with {@code records} in each round. */
    double[] engine(int rounds, int records, int profiles, IntFunction<String> name) {
        return rounds(rounds, records, Topics.ACTIVITY, profiles, name, this::awaitEngine);
    }

    /** Waits until the engine has committed all activities. */
    void awaitEngine() {
        lag.awaitCaughtUp(GROUP, Topics.ACTIVITY, 0, LIMIT);
    }

    private double[] rounds(
            int rounds, int records, String topic, int profiles, IntFunction<String> name, Runnable awaitCaughtUp) {
        byte[][] ids = new byte[profiles][];
        for (int i = 0; i < profiles; i++) {
            ids[i] = EngineLoad.profile(i);
        }
        double[] perSecond = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            long start = System.nanoTime();
            load.activities(topic, records, name, PROPERTIES, i -> ids[(int) (i * 7919L % profiles)]);
            awaitCaughtUp.run();
            if (round >= 0) {
                perSecond[round] = records / ((System.nanoTime() - start) / 1e9);
            }
        }
        return perSecond;
    }
}
