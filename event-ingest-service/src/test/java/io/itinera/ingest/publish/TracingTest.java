package io.itinera.ingest.publish;

import static io.itinera.ingest.IngestFixture.header;
import static io.itinera.ingest.IngestFixture.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.TraceContext;
import io.itinera.ingest.IngestFixture.Source;
import io.itinera.ingest.RealBackEnds;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@RealBackEnds
@TestProfile(TracingTest.On.class)
class TracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void theEventsOfACallBelongToItsTrace() {
        Source source = source();

        source.sending("""
                        {"batch":[{"type":"track","userId":"u-1","event":"A"},{"type":"track","userId":"u-2","event":"B"}]}""")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .post("/v1/batch")
                .then()
                .statusCode(200);

        List<ConsumerRecord<byte[], byte[]>> records = source.records(2);
        assertThat(records).extracting(r -> header(r, TraceContext.PARENT)).allSatisfy(parent -> assertThat(parent)
                .matches("00-" + TRACE + "-[0-9a-f]{16}-01"));
        assertThat(records).extracting(r -> header(r, TraceContext.PARENT)).allSatisfy(parent -> assertThat(parent)
                .doesNotContain("00f067aa0ba902b7"));
    }

    @Test
    void aCallWithoutATraceBeginsOne() {
        Source source = source();

        source.sending("{\"userId\":\"u-1\",\"event\":\"A\"}")
                .post("/v1/track")
                .then()
                .statusCode(200);

        assertThat(header(source.records(1).getFirst(), TraceContext.PARENT))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    /** Tracing on; nobody takes the traces. */
    public static final class On implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.bsp.schedule.delay", "1h");
        }
    }
}
