package io.itinera.ingest.intake;

import java.time.Instant;

/**
 * What intake knows about a call besides its body.
 *
 * @param source name of the write key's source
 * @param receivedAt when intake accepted it, in whole milliseconds
 * @param firstReceivedAt when it first came; earlier than {@code receivedAt} for a replayed dead letter
 * @param ip the caller's address where it may be recorded, else null
 * @param idempotencyKey the caller's own name for the call, or null
 * @param past true when the events are history, whose times are kept as they are
 */
record Receipt(
        String source, Instant receivedAt, Instant firstReceivedAt, String ip, String idempotencyKey, boolean past) {

    /** The receipt of a call that comes for the first time. */
    static Receipt of(String source, Instant receivedAt, String ip, String idempotencyKey, boolean past) {
        return new Receipt(source, receivedAt, receivedAt, ip, idempotencyKey, past);
    }

    /** The receipt of a dead letter that is taken again. */
    Receipt again(Instant now) {
        return new Receipt(source, now, firstReceivedAt, null, null, past);
    }
}
