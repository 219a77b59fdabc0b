package io.itinera.journey.definition;

import io.itinera.conditions.All;
import io.itinera.conditions.Any;
import io.itinera.conditions.Comparison;
import io.itinera.conditions.Condition;
import io.itinera.conditions.Consented;
import io.itinera.conditions.Derived;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.GoalReached;
import io.itinera.conditions.InSegment;
import io.itinera.conditions.MessageIs;
import io.itinera.conditions.Not;
import java.util.List;
import java.util.Set;

/**
 * What of a customer's events can move an instance that stands at a step, while the profile's data stays what it is and nothing comes
 * due. It may name too much and never too little, so that an event which it does not name can be passed over unread.
 *
 * @param everything true where any event may
 * @param settled true where no event does by itself, once the step has been asked: not where a migration led there
 * @param keys {@linkplain Trigger#indexKey() index keys} of the events that may
 */
public record Heed(boolean everything, boolean settled, Set<String> keys) {

    /** Any event may. */
    public static final Heed EVERYTHING = new Heed(true, false, Set.of());

    /** No event does. */
    public static final Heed NOTHING = new Heed(false, false, Set.of());

    private static final Heed MESSAGES = new Heed(false, true, Set.of());

    /** Only what a trigger listens for. */
    static Heed of(Trigger trigger) {
        return new Heed(false, false, Set.of(trigger.indexKey()));
    }

    /** What a condition asks for: one about the instance's messages alone is not changed by what the customer does. */
    static Heed of(Condition condition) {
        return asksMessagesAlone(condition) ? MESSAGES : EVERYTHING;
    }

    private static boolean asksMessagesAlone(Condition condition) {
        return switch (condition) {
            case All(List<Condition> parts) -> parts.stream().allMatch(Heed::asksMessagesAlone);
            case Any(List<Condition> parts) -> parts.stream().allMatch(Heed::asksMessagesAlone);
            case Not(Condition part) -> asksMessagesAlone(part);
            case MessageIs _ -> true;
            case Comparison _, InSegment _, EventCount _, Consented _, GoalReached _, Derived _ -> false;
        };
    }
}
