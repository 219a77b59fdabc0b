package io.itinera.ingest.intake;

import io.itinera.contracts.ProfileIds;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Ids for the events of one call that come without one. A caller that repeats a call after a 503 must not count twice, so
 * the id is a function of what the caller sent wherever that can tell a repeat from a second event:
 *
 * <ol>
 *   <li>with an {@code Idempotency-Key}, of the key and the place in the call;
 *   <li>with a time of its own, of the whole event; the second of two equal events in one call gets another id;
 *   <li>otherwise nothing can tell, and losing a real second event would be worse: the id is random.
 * </ol>
 */
final class MessageIds {

    private final Receipt receipt;
    private final Map<String, Integer> seen = new HashMap<>();

    MessageIds(Receipt receipt) {
        this.receipt = receipt;
    }

    /**
     * @param draft the event
     * @param index its place in the call
     */
    String of(EventDraft draft, int index) {
        if (draft.messageId != null) {
            return draft.messageId;
        }
        if (receipt.idempotencyKey() != null) {
            return ProfileIds.derive("call\n" + receipt.source() + "\n" + receipt.idempotencyKey() + "\n" + index);
        }
        if (draft.happened() == null) {
            return UUID.randomUUID().toString();
        }
        String content = content(draft);
        int before = seen.merge(content, 1, Integer::sum) - 1;
        return ProfileIds.derive("event\n" + receipt.source() + "\n" + before + "\n" + content);
    }

    /** All that makes the event what it is; not sentAt, which is new at each attempt. */
    private static String content(EventDraft draft) {
        return String.join(
                "\n",
                String.valueOf(draft.type),
                String.valueOf(draft.event),
                String.valueOf(draft.name),
                String.valueOf(draft.userId),
                String.valueOf(draft.anonymousId),
                String.valueOf(draft.previousId),
                String.valueOf(draft.groupId),
                draft.happened(),
                text(draft.properties),
                text(draft.traits));
    }

    private static String text(Slice slice) {
        return slice == null ? "" : slice.text();
    }
}
