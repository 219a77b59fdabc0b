package io.itinera.local.demo;

import io.itinera.local.backend.BackEndException;
import io.itinera.local.client.SuiteClient;
import io.itinera.local.stack.StackPort;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Sends the log through intake's Segment API at a speed-up. Batches go one after the other, so that what a shopper does arrives
 * in order; a batch that is not acknowledged is sent again with the same message ids.
 */
final class Replay {

    /** Sent after the log for each shopper who concerns a journey: all of their events are through when its journey says so. */
    static final String FINISHED = "Replay Finished";

    private static final int BATCH = 100;
    private static final int ATTEMPTS = 60;

    /** Events this close together, in nanoseconds, go in one call. */
    private static final long WINDOW = 100_000_000;

    private final SuiteClient suite;
    private final String authorization;
    private final String run;
    private final Set<String> identified = new HashSet<>();
    private final List<Map<String, Object>> batch = new ArrayList<>();
    private long sent;
    private long latest;

    Replay(SuiteClient suite, String writeKey, String run) {
        this.suite = suite;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((writeKey + ":").getBytes(StandardCharsets.UTF_8));
        this.run = run;
    }

    /** Replays all rows; returns when intake has acknowledged the last. */
    void play(List<ShopEvent> events, double speed, LongConsumer shopSeconds) {
        Instant first = events.getFirst().at();
        long start = System.nanoTime();
        for (ShopEvent event : events) {
            long offset = Duration.between(first, event.at()).toNanos();
            long due = start + Math.round(offset / speed);
            if (due > System.nanoTime() + WINDOW) {
                flush();
                shopSeconds.accept(Duration.ofNanos(offset).toSeconds());
                while (due > System.nanoTime()) {
                    Await.pause(Duration.ofNanos(Math.max(1, due - System.nanoTime())));
                }
            }
            add(event);
            latest = Math.max(latest, System.nanoTime() - due);
        }
        flush();
    }

    /** How far the replay fell behind at most. */
    Duration latest() {
        return Duration.ofNanos(latest);
    }

    /** Tells the suite that the log is over. */
    void finish(Collection<Shopper> shoppers) {
        for (Shopper shopper : shoppers) {
            Map<String, Object> event = call("track", "finished-" + shopper.userId());
            event.put("userId", shopper.userId());
            event.put("event", FINISHED);
            put(event);
        }
        flush();
    }

    /** How many events intake has acknowledged. */
    long sent() {
        return sent;
    }

    /** How many shoppers were identified. */
    int identified() {
        return identified.size();
    }

    private void add(ShopEvent row) {
        if (row.isWhole() && identified.add(row.userId())) {
            Map<String, Object> identify = call("identify", "identify-" + row.userId());
            identify.put("userId", row.userId());
            identify.put("anonymousId", row.session());
            identify.put("traits", new Shopper(row.userId()).traits());
            put(identify);
        }
        Map<String, Object> track = call("track", "line-" + row.line());
        if (row.isWhole()) {
            track.put("userId", row.userId());
            track.put("anonymousId", row.session());
        }
        track.put("event", row.kind().eventName());
        track.put("properties", properties(row));
        put(track);
    }

    private static Map<String, Object> properties(ShopEvent row) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("product_id", row.productId());
        if (row.category() != null) {
            properties.put("category", row.category());
        }
        if (row.brand() != null) {
            properties.put("brand", row.brand());
        }
        properties.put("price", row.price());
        properties.put("currency", "USD");
        properties.put("shop_time", row.at().toString());
        if (row.kind() == ShopEvent.Kind.PURCHASE) {
            properties.put("order_id", "order-" + row.line());
            properties.put("revenue", row.price());
        }
        return properties;
    }

    private Map<String, Object> call(String type, String id) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("type", type);
        call.put("messageId", "demo-" + run + "-" + id);
        return call;
    }

    private void put(Map<String, Object> call) {
        batch.add(call);
        if (batch.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        Map<String, Object> body =
                Map.of("batch", batch, "context", Map.of("library", Map.of("name", "itinera-demo", "version", "1")));
        for (int attempt = 1; !acknowledged(body); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new BackEndException("intake does not take events: see ./itinera logs intake");
            }
            Await.pause(Duration.ofSeconds(1));
        }
        sent += batch.size();
        batch.clear();
    }

    private boolean acknowledged(Map<String, Object> body) {
        try {
            SuiteClient.Answer answer =
                    suite.call(StackPort.INTAKE, "POST", "/v1/batch", body, Map.of("Authorization", authorization));
            if (answer.status() == 400 || answer.status() == 401) {
                SuiteClient.good(answer, "POST /v1/batch");
            }
            return answer.isGood();
        } catch (UncheckedIOException _) {
            return false;
        }
    }
}
