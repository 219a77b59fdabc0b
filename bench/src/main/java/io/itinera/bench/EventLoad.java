package io.itinera.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.StringJoiner;

/** A shop's events at a fixed rate in batches: nine views and one event that a journey listens for, over and over. */
final class EventLoad implements AutoCloseable {

    private static final int BATCH = 20;

    private final HttpLoad http;
    private final int profiles;
    private long next;

    /** @param profiles of how many customers the events are */
    EventLoad(int port, String authorization, int profiles) {
        this.profiles = profiles;
        this.http = new HttpLoad(Vertx.vertx(), port, "/v1/batch", authorization, 64);
    }

    /**
     * Sends for {@code time} and returns when every batch is answered.
     *
     * @param event name of every tenth event; it carries its number and the moment at which it was due to leave
     * @return how many of them were sent
     * @throws IllegalStateException when intake refused a batch
     */
    long run(String event, int perSecond, Duration time) {
        HttpLoad.Answers answers = http.openLoop(time, (double) perSecond / BATCH, n -> batch(event));
        if (answers.failed() > 0) {
            throw new IllegalStateException(answers.failed() + " batches were not accepted");
        }
        return answers.ok() * BATCH / 10;
    }

    /** Number of the event that is sent next. */
    long next() {
        return next;
    }

    private Buffer batch(String event) {
        long micros = Clocks.epochMicros();
        StringJoiner events = new StringJoiner(",", "{\"batch\":[", "]}");
        for (int i = 0; i < BATCH; i++) {
            long n = next++;
            boolean listened = n % 10 == 0;
            events.add("""
                    {"type":"track","event":"%s","userId":"user-%d","messageId":"way-%d","properties":{"n":%d,"t":%d,\
                    "product_id":"1003461","category":"electronics.smartphone","brand":"xiaomi","price":489.07}}""".formatted(listened ? event : "Product Viewed", n * 31 % profiles, n, n, micros));
        }
        return Buffer.buffer(events.toString());
    }

    @Override
    public void close() {
        http.close();
    }
}
