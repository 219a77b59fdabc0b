package io.itinera.ingest.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.ProfileIds;
import io.itinera.ingest.IngestConfig;
import io.itinera.ingest.IngestProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads CloudEvents 1.0 as track calls: (source, id) becomes the messageId, type the event's name, time its timestamp, data
 * its properties, and subject its userId unless the extension attributes {@code userid} or {@code anonymousid} are there.
 * The other attributes go to the context. An event without the attributes that CloudEvents requires makes the call a 400,
 * as the binding asks; one without a customer is a dead letter.
 */
final class CloudEventReader {

    private static final Set<String> MAPPED =
            Set.of("specversion", "id", "type", "time", "data", "data_base64", "userid", "anonymousid");

    private CloudEventReader() {}

    /** Reads {@code application/cloudevents+json}. */
    static Call structured(byte[] body) {
        return new Call(List.of(draft(tree(body), "")), Call.Common.NOTHING, null);
    }

    /** Reads {@code application/cloudevents-batch+json}. */
    static Call batch(byte[] body, IngestConfig limits) {
        if (!(tree(body) instanceof ArrayNode array)) {
            throw SegmentReader.malformed("the body is not a JSON array", "");
        }
        if (array.size() > limits.maxBatchEvents()) {
            throw new ProblemException(
                    IngestProblem.BATCH_TOO_LARGE,
                    "a batch has at most %d events".formatted(limits.maxBatchEvents()),
                    List.of(new Problem.FieldError("", "has more events")));
        }
        List<EventDraft> drafts = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            EventDraft draft = draft(array.get(i), "/" + i);
            if (draft.item.length() > limits.maxEventBytes()) {
                throw new ProblemException(
                        IngestProblem.EVENT_TOO_LARGE,
                        "an event has at most %d bytes".formatted(limits.maxEventBytes()),
                        List.of(new Problem.FieldError("/" + i, "is larger")));
            }
            drafts.add(draft);
        }
        return new Call(drafts, Call.Common.NOTHING, null);
    }

    /**
     * Reads the binary form.
     *
     * @param attributes the {@code ce-} headers by attribute name, values percent-decoded
     * @param contentType the media type of the data, or null
     * @param body the data
     */
    static Call binary(Map<String, String> attributes, String contentType, byte[] body) {
        ObjectNode event = JsonText.MAPPER.createObjectNode();
        attributes.forEach(event::put);
        if (contentType != null) {
            event.put("datacontenttype", contentType);
        }
        boolean json = contentType == null || contentType.matches("(?i)[^;]*[/+]json\\b.*");
        if (body.length > 0 && json) {
            event.set("data", tree(body));
        } else if (body.length > 0 && contentType.regionMatches(true, 0, "text/", 0, 5)) {
            event.put("data", new String(body, StandardCharsets.UTF_8));
        } else if (body.length > 0) {
            event.put("data_base64", Base64.getEncoder().encodeToString(body));
        }
        return new Call(List.of(draft(event, "")), Call.Common.NOTHING, null);
    }

    private static EventDraft draft(JsonNode raw, String pointer) {
        if (!(JsonText.mended(raw) instanceof ObjectNode event)) {
            throw SegmentReader.malformed("a CloudEvent is a JSON object", pointer);
        }
        if (!"1.0".equals(required(event, "specversion", pointer))) {
            throw SegmentReader.malformed("specversion is not 1.0", pointer + "/specversion");
        }
        EventDraft draft = new EventDraft();
        draft.item = Slice.of(event, "");
        draft.type = "track";
        draft.event = required(event, "type", pointer);
        String id = required(event, "source", pointer) + "#" + required(event, "id", pointer);
        draft.messageId = id.length() > EventRules.MAX_IDENTIFIER ? ProfileIds.derive(id) : id;
        draft.timestamp = text(event, "time");
        draft.userId = text(event, "userid");
        draft.anonymousId = text(event, "anonymousid");
        if (draft.userId == null && draft.anonymousId == null) {
            draft.userId = text(event, "subject");
        }
        draft.properties = properties(event);
        ObjectNode attributes = JsonText.MAPPER.createObjectNode();
        event.properties().stream()
                .filter(f -> !MAPPED.contains(f.getKey()))
                .forEach(f -> attributes.set(f.getKey(), f.getValue()));
        draft.context = Slice.of(JsonText.MAPPER.createObjectNode().set("cloudevent", attributes), "ip");
        return draft;
    }

    private static Slice properties(ObjectNode event) {
        JsonNode data = event.get("data");
        if (data instanceof ObjectNode object) {
            return Slice.of(object, "category");
        }
        ObjectNode wrapped = JsonText.MAPPER.createObjectNode();
        if (data != null && !data.isNull()) {
            wrapped.set("data", data);
        } else if (event.hasNonNull("data_base64")) {
            wrapped.set("data_base64", event.get("data_base64"));
        }
        return Slice.of(wrapped, "category");
    }

    private static String required(ObjectNode event, String attribute, String pointer) {
        String value = text(event, attribute);
        if (value == null) {
            throw SegmentReader.malformed(
                    "a CloudEvent has the text attribute " + attribute, pointer + "/" + attribute);
        }
        return value;
    }

    private static String text(ObjectNode event, String attribute) {
        JsonNode value = event.get(attribute);
        return value == null || !value.isTextual() || value.textValue().isBlank() ? null : value.textValue();
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JsonText.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            throw SegmentReader.malformed("the body is not JSON", "");
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory do not fail to read", e);
        }
    }
}
