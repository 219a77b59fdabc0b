package io.itinera.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What an operator can turn on intake. */
@ConfigMapping(prefix = "itinera.ingest")
public interface IngestConfig {

    /** Most bytes of one event, as sent. Segment's limit; larger events make every later step slower. */
    @WithDefault("32768")
    @Min(1024)
    @Max(262144)
    int maxEventBytes();

    /** Most bytes of one batch, as sent and after inflating. Segment's limit. */
    @WithDefault("512000")
    @Min(32768)
    @Max(4194304)
    int maxBatchBytes();

    /** Most events in one batch, so that a body of many tiny items does not become a flood of records. */
    @WithDefault("2500")
    @Min(1)
    @Max(50000)
    int maxBatchEvents();

    /** Whether the caller's address becomes {@code context.ip} when the event has none. Off: an address is personal data. */
    @WithDefault("false")
    boolean recordIp();

    /** What a caller is asked to wait after a 503. */
    @WithDefault("PT2S")
    Duration retryAfter();

    /** Write keys. */
    WriteKeys writeKeys();

    /** The way to Kafka. */
    Kafka kafka();

    /** Write keys. */
    interface WriteKeys {
        /** How often each replica reads the keys again: a revoked key is refused at most this much later. */
        @WithDefault("PT2S")
        Duration refresh();
    }

    /** The way to Kafka. Connection and security settings are {@code kafka.*}. */
    interface Kafka {
        /** Longest wait for Kafka's acknowledgement before the caller gets a 503. */
        @WithDefault("PT4S")
        Duration ackTimeout();

        /** How long a record waits for others to share a request with: more throughput for more latency. */
        @WithDefault("PT0.003S")
        Duration linger();

        /** Most bytes of one request to one partition before compression, in bytes. */
        @WithDefault("131072")
        @Min(16384)
        int batchBytes();

        /** Most bytes that wait for Kafka at a time; beyond it callers get a 503 at once. */
        @WithDefault("16777216")
        @Min(1048576)
        long maxInFlightBytes();

        /** How often Kafka is asked whether it is there. */
        @WithDefault("PT1S")
        Duration probe();
    }
}
