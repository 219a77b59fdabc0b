package io.itinera.ingest.intake;

import io.itinera.ingest.intake.Refusal.Reason;

/** An event as it was read, before it is checked. A reader fills it on one thread; afterwards nobody changes it. */
final class EventDraft {

    /** The whole item as it came, for a dead letter. */
    Slice item;

    String type;
    String messageId;
    String event;
    String name;
    String category;
    String userId;
    String anonymousId;
    String previousId;
    String groupId;
    String timestamp;
    String originalTimestamp;
    String sentAt;
    String writeKey;
    Slice properties;
    Slice traits;
    Slice context;
    Slice integrations;

    private Refusal refusal;

    /** Remembers what is wrong; the first trouble counts. */
    void refuse(Reason reason, String detail) {
        if (refusal == null) {
            refusal = new Refusal(reason, detail);
        }
    }

    /** What the reader found wrong, or null. */
    Refusal refusal() {
        return refusal;
    }

    /** When it happened by the sender's clock, as sent: {@code originalTimestamp}, else {@code timestamp}. */
    String happened() {
        return originalTimestamp != null ? originalTimestamp : timestamp;
    }
}
