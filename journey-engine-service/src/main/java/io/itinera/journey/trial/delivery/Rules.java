package io.itinera.journey.trial.delivery;

import io.itinera.policies.Cap;
import io.itinera.policies.Policies;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What decides whether a message goes out.
 *
 * @param purposes by name, true where a message needs the customer's yes; empty where consent-service did not say
 * @param policies frequency caps and quiet hours
 * @param unanswered services that did not say what they go by
 * @param assumed true where the caps are not those in force
 */
public record Rules(Map<String, Boolean> purposes, Policies policies, Set<String> unanswered, boolean assumed) {

    /** None: what nobody refused goes out. */
    public static final Rules NONE = new Rules(Map.of(), Policies.NONE, Set.of());

    public Rules {
        purposes = Map.copyOf(purposes);
        unanswered = Set.copyOf(unanswered);
    }

    /** The rules in force. */
    public Rules(Map<String, Boolean> purposes, Policies policies, Set<String> unanswered) {
        this(purposes, policies, unanswered, false);
    }

    /** The same with other caps. */
    public Rules assuming(List<Cap> others) {
        return new Rules(purposes, new Policies(others, policies.quietHours()), unanswered, true);
    }

    /** True where what a customer has had, or waits for, decides about what comes. */
    public boolean remember() {
        return !policies.equals(Policies.NONE);
    }

    /** Whether messages for that need no yes. */
    boolean transactional(String purpose) {
        return Boolean.FALSE.equals(purposes.get(purpose));
    }
}
