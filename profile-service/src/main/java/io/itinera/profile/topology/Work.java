package io.itinera.profile.topology;

import io.itinera.contracts.TraceContext;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What a record on {@link io.itinera.contracts.Topics#PROFILE_WORK} is, told by headers, so that an event passes through
 * byte by byte and is not written anew.
 */
enum Work {
    /** A source event, with the header {@link #IDENTIFIER}. */
    EVENT,
    /** A message outcome. */
    MESSAGE,
    /** A {@link io.itinera.profile.life.Move.Decided}. */
    DECIDED,
    /** A {@link io.itinera.profile.life.Move.Arrived}. */
    ARRIVED,
    /** A {@link io.itinera.contracts.ConsentState}, or nothing for none, with the header {@link #IDENTIFIER} once it is led on. */
    CONSENT,
    /** A {@link SegmentWork.Counted}. */
    COUNTED,
    /** A {@link SegmentWork.Fill}. */
    FILL;

    static final String KIND = "work";
    /** Text form of the identifier that an event came under. */
    static final String IDENTIFIER = "identifier";
    /** Where an event came from: {@code topic/partition/offset}. */
    static final String SOURCE = "source";

    private final byte[] wire = name().getBytes(StandardCharsets.UTF_8);

    Headers headers() {
        return new RecordHeaders().add(KIND, wire);
    }

    /** As {@link #headers()}, within a trace; null is none. */
    Headers headers(Headers trace) {
        return TraceContext.add(trace, headers());
    }

    /** The kind that the headers name, or null when they name none. */
    static Work of(Headers headers) {
        String name = text(headers, KIND);
        for (Work kind : values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        return null;
    }

    static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
