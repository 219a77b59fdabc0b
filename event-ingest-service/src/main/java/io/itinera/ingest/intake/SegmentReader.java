package io.itinera.ingest.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.ingest.IngestConfig;
import io.itinera.ingest.IngestProblem;
import io.itinera.ingest.intake.Refusal.Reason;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a body of the Segment tracking API in one pass over its bytes. The few fields that intake must understand become
 * text, the free-form objects stay slices. What is wrong with one event is noted in its draft; what is wrong with the call
 * is a problem.
 */
final class SegmentReader {

    /** Jackson's own limit for reading a number; one that only passes by unread would break a later reader. */
    private static final int MAX_NUMBER_LENGTH = 1000;

    private final byte[] body;
    private final JsonParser in;
    private final boolean suspect;

    private SegmentReader(byte[] body) throws IOException {
        this.body = withoutMark(body);
        if (this.body.length > 1 && (this.body[0] == 0 || this.body[1] == 0)) {
            throw malformed("the body is not JSON in UTF-8", "");
        }
        this.in = JsonText.FACTORY.createParser(this.body);
        this.suspect = JsonText.suspect(this.body);
    }

    /** Reads the body of a call that is one event. The event's type is the caller's to set. */
    static Call single(byte[] body) {
        return reading(body, reader -> {
            if (reader.in.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("the body is not a JSON object", "");
            }
            EventDraft draft = reader.event();
            return new Call(List.of(draft), Call.Common.NOTHING, draft.writeKey);
        });
    }

    /** Reads the body of a batch. */
    static Call batch(byte[] body, IngestConfig limits) {
        return reading(body, reader -> reader.batch(limits));
    }

    private static Call reading(byte[] body, Reading reading) {
        try {
            SegmentReader reader = new SegmentReader(body);
            try (reader.in) {
                Call call = reading.read(reader);
                if (reader.in.nextToken() != null) {
                    throw malformed("there is something behind the JSON object", "");
                }
                return call;
            }
        } catch (JsonProcessingException e) {
            throw malformed(
                    "the body is not JSON: line %d, column %d"
                            .formatted(
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr(),
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getColumnNr()),
                    "");
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory do not fail to read", e);
        }
    }

    private Call batch(IngestConfig limits) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("the body is not a JSON object", "");
        }
        EventDraft common = new EventDraft();
        List<EventDraft> events = null;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            if (field.equals("batch")) {
                events = events(limits);
            } else {
                field(field, common);
            }
        }
        if (events == null) {
            throw malformed("a batch has its events in the array batch", "/batch");
        }
        if (common.refusal() != null) {
            throw malformed(common.refusal().detail(), "");
        }
        Call.Common shared = new Call.Common(common.context, common.integrations, common.sentAt);
        if (shared.length() > limits.maxEventBytes()) {
            throw tooLarge("/context", limits.maxEventBytes());
        }
        return new Call(events, shared, common.writeKey);
    }

    private List<EventDraft> events(IngestConfig limits) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw malformed("batch is not an array", "/batch");
        }
        List<EventDraft> events = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            EventDraft draft = in.currentToken() == JsonToken.START_OBJECT ? event() : noEvent();
            if (draft.item.length() > limits.maxEventBytes()) {
                throw tooLarge("/batch/" + events.size(), limits.maxEventBytes());
            }
            if (events.size() == limits.maxBatchEvents()) {
                throw new ProblemException(
                        IngestProblem.BATCH_TOO_LARGE,
                        "a batch has at most %d events".formatted(limits.maxBatchEvents()),
                        List.of(new Problem.FieldError("/batch", "has more events")));
            }
            events.add(draft);
        }
        return events;
    }

    private EventDraft event() throws IOException {
        EventDraft draft = new EventDraft();
        int from = position() - 1;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            field(field, draft);
        }
        draft.item = new Slice(body, from, position(), false, false);
        return draft;
    }

    /** An element of a batch that is not an object: kept as a dead letter like any other that cannot be used. */
    private EventDraft noEvent() throws IOException {
        EventDraft draft = new EventDraft();
        int from = (int) in.currentTokenLocation().getByteOffset();
        in.skipChildren();
        in.finishToken();
        draft.item = new Slice(body, from, position(), false, false);
        draft.refuse(Reason.WRONG_TYPE, "an event is not a JSON object");
        return draft;
    }

    private void field(String field, EventDraft draft) throws IOException {
        switch (field) {
            case "type" -> draft.type = text(field, draft);
            case "event" -> draft.event = text(field, draft);
            case "name" -> draft.name = text(field, draft);
            case "category" -> draft.category = text(field, draft);
            case "messageId" -> draft.messageId = identifier(field, draft);
            case "userId" -> draft.userId = identifier(field, draft);
            case "anonymousId" -> draft.anonymousId = identifier(field, draft);
            case "previousId" -> draft.previousId = identifier(field, draft);
            case "groupId" -> draft.groupId = identifier(field, draft);
            case "timestamp" -> draft.timestamp = text(field, draft);
            case "originalTimestamp" -> draft.originalTimestamp = text(field, draft);
            case "sentAt" -> draft.sentAt = text(field, draft);
            case "writeKey" -> draft.writeKey = text(field, draft);
            case "properties" -> draft.properties = object(field, draft, "category");
            case "traits" -> draft.traits = object(field, draft, "");
            case "context" -> draft.context = object(field, draft, "ip");
            case "integrations" -> draft.integrations = object(field, draft, "");
            default -> in.skipChildren();
        }
    }

    /** A text, or null when it is null or blank. */
    private String text(String field, EventDraft draft) throws IOException {
        return switch (in.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> {
                String text = suspect ? JsonText.mended(in.getText()) : in.getText();
                yield text.isBlank() ? null : text;
            }
            default -> {
                in.skipChildren();
                draft.refuse(Reason.WRONG_TYPE, field + " is not a text");
                yield null;
            }
        };
    }

    /** A text, or a whole number as its text: many senders have numeric ids. */
    private String identifier(String field, EventDraft draft) throws IOException {
        return in.currentToken() == JsonToken.VALUE_NUMBER_INT ? in.getText() : text(field, draft);
    }

    private Slice object(String field, EventDraft draft, String mark) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            draft.refuse(Reason.WRONG_TYPE, field + " is not an object");
            return null;
        }
        int from = position() - 1;
        boolean empty = true;
        boolean marked = false;
        for (int depth = 1; depth > 0; ) {
            JsonToken token = in.nextToken();
            if (token == JsonToken.FIELD_NAME) {
                empty = false;
                marked |= depth == 1 && in.currentName().equals(mark);
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token.isNumeric() && in.getTextLength() > MAX_NUMBER_LENGTH) {
                draft.refuse(Reason.WRONG_TYPE, field + " has a number of more than 1000 digits");
            }
        }
        Slice slice = new Slice(body, from, position(), empty, marked);
        return suspect && draft.refusal() == null ? Slice.of((ObjectNode) JsonText.mended(slice.tree()), mark) : slice;
    }

    /** Offset behind the last byte read. */
    private int position() {
        return (int) in.currentLocation().getByteOffset();
    }

    private static byte[] withoutMark(byte[] body) {
        boolean marked = body.length > 2 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
        return marked ? Arrays.copyOfRange(body, 3, body.length) : body;
    }

    static ProblemException malformed(String detail, String pointer) {
        return new ProblemException(
                CommonProblem.MALFORMED_REQUEST, detail, List.of(new Problem.FieldError(pointer, detail)));
    }

    private static ProblemException tooLarge(String pointer, int limit) {
        return new ProblemException(
                IngestProblem.EVENT_TOO_LARGE,
                "an event has at most %d bytes".formatted(limit),
                List.of(new Problem.FieldError(pointer, "is larger")));
    }

    @FunctionalInterface
    private interface Reading {
        Call read(SegmentReader reader) throws IOException;
    }
}
