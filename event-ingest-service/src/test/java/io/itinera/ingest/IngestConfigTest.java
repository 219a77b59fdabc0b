package io.itinera.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestConfigTest {

    @Test
    void hasSegmentsLimitsAndKeepsNoAddressUnlessTold() {
        IngestConfig config = with(Map.of());

        assertThat(config.maxEventBytes()).isEqualTo(32 * 1024);
        assertThat(config.maxBatchBytes()).isEqualTo(500 * 1024);
        assertThat(config.recordIp()).isFalse();
        assertThat(config.kafka().linger()).isEqualTo(Duration.ofMillis(3));
    }

    @Test
    void isSetByNamesWithDashes() {
        IngestConfig config = with(Map.of(
                "itinera.ingest.record-ip", "true",
                "itinera.ingest.write-keys.refresh", "PT9S",
                "itinera.ingest.kafka.max-in-flight-bytes", "2000000"));

        assertThat(config.recordIp()).isTrue();
        assertThat(config.writeKeys().refresh()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.kafka().maxInFlightBytes()).isEqualTo(2_000_000);
    }

    private static IngestConfig with(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(settings)
                .withMapping(IngestConfig.class)
                .build()
                .getConfigMapping(IngestConfig.class);
    }
}
