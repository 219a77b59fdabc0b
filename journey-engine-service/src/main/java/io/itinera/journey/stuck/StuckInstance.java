package io.itinera.journey.stuck;

import java.time.Instant;

/**
 * An instance that is stuck.
 *
 * @param instance its id
 * @param profileId whose it is
 * @param journey journey key
 * @param version its version
 * @param step where it stands
 * @param since when it came there
 * @param due when its wait should have ended, or null
 * @param reason why it counts as stuck
 * @param explanation the same in words
 * @param repair what helps
 */
public record StuckInstance(
        String instance,
        String profileId,
        String journey,
        int version,
        String step,
        Instant since,
        Instant due,
        StuckReason reason,
        String explanation,
        Repair repair) {

    /**
     * A request that moves the instance on.
     *
     * @param order {@code go-on}, {@code move} to a step, or {@code end}
     * @param method HTTP method
     * @param path path at this service
     */
    public record Repair(String order, String method, String path) {
        static Repair of(StuckReason reason, String instance) {
            return new Repair(reason.order(), "POST", "/v1/instances/" + instance + "/orders");
        }
    }
}
