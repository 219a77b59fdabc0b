package io.itinera.ingest.intake;

import static io.itinera.ingest.intake.JsonBytes.name;

import io.itinera.contracts.EventType;
import io.itinera.contracts.Identifier;
import io.itinera.ingest.intake.Refusal.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes the drafts of one call as {@link io.itinera.contracts.SourceEvent}s. It writes the JSON itself, since most of it is
 * slices; a property test reads it back as the record.
 */
final class EventWriter {

    private static final byte[] MESSAGE_ID = name("messageId");
    private static final byte[] TYPE = name("type");
    private static final byte[] NAME = name("name");
    private static final byte[] USER_ID = name("userId");
    private static final byte[] ANONYMOUS_ID = name("anonymousId");
    private static final byte[] PREVIOUS_ID = name("previousId");
    private static final byte[] GROUP_ID = name("groupId");
    private static final byte[] PROPERTIES = name("properties");
    private static final byte[] TRAITS = name("traits");
    private static final byte[] CONTEXT = name("context");
    private static final byte[] TIMESTAMP = name("timestamp");
    private static final byte[] ORIGINAL_TIMESTAMP = name("originalTimestamp");
    private static final byte[] SENT_AT = name("sentAt");
    private static final byte[] RECEIVED_AT = name("receivedAt");
    private static final byte[] SOURCE = name("source");
    private static final byte[] CATEGORY = name("category");
    private static final byte[] INTEGRATIONS = name("integrations");
    private static final byte[] IP = name("ip");

    private final Receipt receipt;
    private final Call.Common common;
    private final String receivedAt;
    private final MessageIds ids;
    private final JsonBytes out = new JsonBytes();
    private String lastSentText;
    private Instant lastSent;

    EventWriter(Receipt receipt, Call.Common common) {
        this.receipt = receipt;
        this.common = common;
        this.receivedAt = receipt.receivedAt().toString();
        this.ids = new MessageIds(receipt);
    }

    /**
     * One event, checked and written.
     *
     * @param refusal why it cannot be used; null when it can
     * @param messageId its id, also when it cannot be used, so that a later replay is the same event
     * @param key the record's key, null when it cannot be used
     * @param value the record's value, null when it cannot be used
     */
    record Written(Refusal refusal, String messageId, byte[] key, byte[] value) {}

    /**
     * @param draft an event of the call
     * @param index its place in the call
     */
    Written write(EventDraft draft, int index) {
        Refusal refusal = EventRules.check(draft);
        String messageId = ids.of(draft, index);
        if (refusal != null) {
            return new Written(refusal, messageId, null, null);
        }
        String happenedText = draft.happened();
        Instant happened = happenedText == null ? null : EventTime.parse(happenedText);
        String sentText = draft.sentAt != null ? draft.sentAt : common.sentAt();
        Instant sent = sentText == null ? null : sent(sentText);
        if (happenedText != null && happened == null || sentText != null && sent == null) {
            String field = happened == null && happenedText != null ? "timestamp" : "sentAt";
            return new Written(
                    new Refusal(Reason.INVALID_TIMESTAMP, field + " is not an ISO 8601 time from 1970 to 9999"),
                    messageId,
                    null,
                    null);
        }
        EventType type = EventRules.type(draft);
        Instant timestamp = EventTime.corrected(happened, receipt.past() ? null : sent, receipt.firstReceivedAt());
        out.open();
        out.field(MESSAGE_ID, messageId);
        out.field(TYPE, type.wire());
        out.field(NAME, type == EventType.TRACK ? draft.event : draft.name);
        out.field(USER_ID, draft.userId);
        out.field(ANONYMOUS_ID, draft.anonymousId);
        out.field(PREVIOUS_ID, draft.previousId);
        out.field(GROUP_ID, draft.groupId);
        properties(draft, type);
        if (draft.traits != null && !draft.traits.empty()) {
            out.field(TRAITS, draft.traits);
        }
        context(draft);
        String original = happened == null ? null : EventTime.text(happened, happenedText);
        if (timestamp == happened) {
            out.field(TIMESTAMP, original);
        } else {
            out.field(TIMESTAMP, timestamp.equals(receipt.receivedAt()) ? receivedAt : timestamp.toString());
        }
        out.field(ORIGINAL_TIMESTAMP, original);
        if (sent != null) {
            out.field(SENT_AT, EventTime.text(sent, sentText));
        }
        out.field(RECEIVED_AT, receivedAt);
        out.field(SOURCE, receipt.source());
        out.close();
        return new Written(null, messageId, key(draft), out.take());
    }

    /** A page's or screen's category is a field of the call in the spec, and a property for everybody after us. */
    private void properties(EventDraft draft, EventType type) {
        Slice properties = draft.properties;
        boolean category = draft.category != null
                && (type == EventType.PAGE || type == EventType.SCREEN)
                && (properties == null || !properties.marked());
        if (category) {
            out.openField(PROPERTIES);
            out.field(CATEGORY, draft.category);
            out.fieldsOf(properties);
            out.close();
        } else if (properties != null && !properties.empty()) {
            out.field(PROPERTIES, properties);
        }
    }

    /** The event's context over the batch's, with the integrations (which have no other place) and the address. */
    private void context(EventDraft draft) {
        Slice context = Slice.merge(common.context(), draft.context, "ip");
        Slice integrations = Slice.merge(common.integrations(), draft.integrations, "");
        boolean ip = receipt.ip() != null && (context == null || !context.marked());
        boolean more = integrations != null && !integrations.empty();
        if (ip || more) {
            out.openField(CONTEXT);
            if (more) {
                out.field(INTEGRATIONS, integrations);
            }
            out.field(IP, ip ? receipt.ip() : null);
            out.fieldsOf(context);
            out.close();
        } else if (context != null && !context.empty()) {
            out.field(CONTEXT, context);
        }
    }

    private static byte[] key(EventDraft draft) {
        Identifier.Kind kind = draft.userId != null ? Identifier.Kind.USER : Identifier.Kind.ANONYMOUS;
        String value = draft.userId != null ? draft.userId : draft.anonymousId;
        return (kind.wire() + ":" + value).getBytes(StandardCharsets.UTF_8);
    }

    /** All events of a batch usually share one sentAt. */
    private Instant sent(String text) {
        if (!text.equals(lastSentText)) {
            lastSentText = text;
            lastSent = EventTime.parse(text);
        }
        return lastSent;
    }
}
