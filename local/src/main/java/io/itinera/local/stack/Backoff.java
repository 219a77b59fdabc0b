package io.itinera.local.stack;

import java.time.Duration;
import java.time.Instant;

/**
 * When something that ends may be tried again: at once, then after a second, two, four and so on to a minute. What has kept going for
 * ten minutes begins anew, as in the
 * <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy">restart policy</a> of Kubernetes.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private Instant last;
    private Duration wait = Duration.ZERO;

    /** Whether it may be tried now; then it counts as tried. */
    boolean allows(Instant now) {
        if (last != null && now.isBefore(last.plus(wait))) {
            return false;
        }
        boolean anew = last == null || !now.isBefore(last.plus(FORGOTTEN));
        wait = anew ? FIRST : longer();
        last = now;
        return true;
    }

    private Duration longer() {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(MOST) > 0 ? MOST : twice;
    }
}
