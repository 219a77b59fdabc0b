package io.itinera.ingest.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What must be known about an event that intake refused, besides its body, to take it later as if it came then: headers of its
 * dead letter.
 *
 * @param form how the body is to be read
 * @param type the call that it came by, or null when a batch did not say
 * @param receipt source and time of receipt, and whether its times are history
 * @param messageId its id, given or made, so that each replay is the same event
 */
record DeadEvent(Form form, String type, Receipt receipt, String messageId) {

    /** Name of this service in {@link DeadLetter#SERVICE}. */
    static final String SERVICE = "event-ingest-service";

    private static final String FORM = "intake-form";
    private static final String TYPE = "intake-type";
    private static final String SOURCE = "intake-source";
    private static final String PAST = "intake-past";
    private static final String RECEIVED_AT = "intake-received-at";
    private static final String MESSAGE_ID = "intake-message-id";

    /** How a body is to be read. */
    enum Form {
        SEGMENT,
        CLOUDEVENT
    }

    /** Adds the headers. */
    void describe(Headers headers, Refusal refusal) {
        DeadLetter.describe(
                headers, Topics.EVENTS, SERVICE, refusal.reason().wire(), refusal.detail(), receipt.receivedAt());
        add(headers, FORM, form.name());
        add(headers, TYPE, type);
        add(headers, SOURCE, receipt.source());
        add(headers, PAST, Boolean.toString(receipt.past()));
        add(headers, RECEIVED_AT, receipt.receivedAt().toString());
        add(headers, MESSAGE_ID, messageId);
    }

    /** Reads the headers of a letter that this service wrote. */
    static DeadEvent of(Headers headers) {
        return new DeadEvent(
                Form.valueOf(text(headers, FORM)),
                text(headers, TYPE),
                Receipt.of(
                        text(headers, SOURCE),
                        Instant.parse(text(headers, RECEIVED_AT)),
                        null,
                        null,
                        Boolean.parseBoolean(text(headers, PAST))),
                text(headers, MESSAGE_ID));
    }

    /**
     * The body of the letter: the event as it came, without the secret that it may carry, with what its batch said for all where
     * it says nothing itself.
     */
    static byte[] body(Slice item, Call.Common common) {
        JsonNode tree = JsonText.mended(item.tree());
        if (!(tree instanceof ObjectNode event)) {
            return JsonText.bytes(tree);
        }
        event.remove("writeKey");
        put(event, "context", common.context());
        put(event, "integrations", common.integrations());
        if (common.sentAt() != null && !event.has("sentAt")) {
            event.put("sentAt", common.sentAt());
        }
        return JsonText.bytes(event);
    }

    private static void put(ObjectNode event, String field, Slice shared) {
        if (shared != null && (event.get(field) == null || event.get(field).isObject())) {
            Slice own = event.has(field) ? Slice.of((ObjectNode) event.get(field), "") : null;
            event.set(field, Slice.merge(shared, own, "").tree());
        }
    }

    private static void add(Headers headers, String name, String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
