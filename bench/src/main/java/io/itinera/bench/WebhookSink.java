package io.itinera.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * The far end of the way: counts messages by the number of the event that caused them, and how long each took. The template
 * writes {@code n=<number> t=<epoch microseconds>;} into the body.
 */
final class WebhookSink implements AutoCloseable {

    private final HttpServer server;
    private final AtomicReference<Round> round = new AtomicReference<>(new Round(0));

    WebhookSink(Vertx vertx) {
        this.server = vertx.createHttpServer()
                .requestHandler(request -> request.bodyHandler(body -> {
                    round.get().arrived(body);
                    request.response().setStatusCode(204).end();
                }));
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    /** Starts to count anew, from the event with number {@code first}: what is late from an earlier round does not count. */
    Round begin(long first) {
        Round fresh = new Round(first);
        round.set(fresh);
        return fresh;
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    /** What arrived since {@link #begin(long)}. */
    static final class Round {

        private final long first;
        private final ConcurrentHashMap<Long, Boolean> seen = new ConcurrentHashMap<>();
        private final AtomicLong duplicates = new AtomicLong();
        private final ConcurrentHistogram micros = new ConcurrentHistogram(600_000_000L, 3);

        private Round(long first) {
            this.first = first;
        }

        private void arrived(Buffer body) {
            String text = body.toString();
            int n = text.indexOf("n=");
            int t = text.indexOf("t=", n);
            int end = text.indexOf(';', t);
            if (n < 0 || t < 0 || end < 0) {
                throw new IllegalArgumentException("a message without a number arrived");
            }
            long number = Long.parseLong(text.substring(n + 2, t).trim());
            long sent = Long.parseLong(text.substring(t + 2, end).trim());
            if (number < first) {
                return;
            }
            if (seen.putIfAbsent(number, Boolean.TRUE) == null) {
                micros.recordValue(Math.clamp(Clocks.epochMicros() - sent, 0, 599_999_999L));
            } else {
                duplicates.incrementAndGet();
            }
        }

        long distinct() {
            return seen.size();
        }

        long duplicates() {
            return duplicates.get();
        }

        double millisAt(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1000.0;
        }

        double maxMillis() {
            return micros.getMaxValue() / 1000.0;
        }
    }
}
