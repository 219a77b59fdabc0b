package io.itinera.journey.stuck;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

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
     * @param method HTTP method
     * @param path path at this service
     * @param body its JSON: {@code order} is {@code go-on}, {@code move} or {@code end}; a move begins anew at the first step, unless
     *     another {@code step} is put there
     */
    public record Repair(String method, String path, Map<String, String> body) {

        /** @param start the version's first step, or null where it is not known */
        static Repair of(StuckReason reason, String instance, String start) {
            Map<String, String> body = new TreeMap<>();
            body.put("order", reason.order());
            body.put("reason", "stuck: " + reason.wire());
            if (reason.order().equals("move")) {
                body.put("step", start);
            }
            return new Repair("POST", "/v1/instances/" + instance + "/orders", body);
        }
    }
}
