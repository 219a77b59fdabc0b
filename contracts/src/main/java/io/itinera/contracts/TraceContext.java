package io.itinera.contracts;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The trace that a record belongs to, as W3C Trace Context in its headers. It is carried from what comes in to what follows from
 * it, unchanged; where there is none, nothing is written.
 */
public final class TraceContext {

    /** Header with the trace, the span that caused the record, and whether it is sampled. */
    public static final String PARENT = "traceparent";
    /** Header with what tracing systems add; only beside {@link #PARENT}. */
    public static final String STATE = "tracestate";

    private TraceContext() {}

    /** The headers that tell of the trace, for a record that follows; null when there is none. */
    public static Headers of(Headers headers) {
        Header parent = headers.lastHeader(PARENT);
        if (parent == null) {
            return null;
        }
        RecordHeaders trace = new RecordHeaders();
        trace.add(parent);
        Header state = headers.lastHeader(STATE);
        if (state != null) {
            trace.add(state);
        }
        return trace;
    }

    /** Adds the trace to a record's headers; null adds nothing. */
    public static Headers add(Headers trace, Headers to) {
        if (trace != null) {
            trace.forEach(to::add);
        }
        return to;
    }

    /** The trace as one text, to be kept with what a record asked for; null when there is none. */
    public static String text(Headers headers) {
        Header parent = headers.lastHeader(PARENT);
        return parent == null || parent.value() == null ? null : new String(parent.value(), StandardCharsets.UTF_8);
    }

    /** Writes a kept trace; null writes nothing. */
    public static void put(String trace, Headers to) {
        if (trace != null) {
            to.add(PARENT, trace.getBytes(StandardCharsets.UTF_8));
        }
    }
}
