package io.itinera.ingest.publish;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.ConfigProvider;

/** The trace of the call that is being served, for the records that come of it. While tracing is off nobody asks for one. */
@ApplicationScoped
public class Tracing {

    private final boolean on;

    Tracing() {
        this.on = !ConfigProvider.getConfig()
                .getOptionalValue("quarkus.otel.sdk.disabled", Boolean.class)
                .orElse(false);
    }

    /** Headers that tell of the trace; null when there is none. Asked on the thread, and in the context, of the call. */
    public Headers current() {
        if (!on) {
            return null;
        }
        Headers trace = new RecordHeaders();
        W3CTraceContextPropagator.getInstance()
                .inject(
                        Context.current(),
                        trace,
                        (headers, name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return trace;
    }
}
