package io.itinera.bench;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/** Sends POST requests over loopback: as many as are answered, or at a fixed rate. */
final class HttpLoad implements AutoCloseable {

    /** A request that is not answered by then has failed. */
    private static final long ANSWER_MILLIS = 30_000;

    private final Vertx vertx;
    /** All requests are made here: one made on a thread that is not Vert.x's own may miss the end of its answer. */
    private final Context context;

    private final HttpClient client;
    private final RequestOptions target;
    private final int connections;

    HttpLoad(Vertx vertx, int port, String path, String authorization, int connections) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.connections = connections;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setKeepAlive(true)
                        .setMaxWaitQueueSize(200_000)
                        .setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(connections).setEventLoopSize(1));
        this.target = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(path)
                .setTimeout(ANSWER_MILLIS)
                .putHeader("Authorization", authorization)
                .putHeader("Content-Type", "application/json");
    }

    /** Answers of one run. */
    record Answers(long ok, long failed, double seconds) {

        double perSecond() {
            return ok / seconds;
        }
    }

    /** Keeps every connection busy for {@code time}; the rate is what the other side can answer. */
    Answers closedLoop(Duration time, LongFunction<Buffer> body) {
        Counters counters = new Counters();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        CompletableFuture<?>[] loops = new CompletableFuture<?>[connections];
        for (int i = 0; i < connections; i++) {
            CompletableFuture<Void> loop = new CompletableFuture<>();
            loops[i] = loop;
            again(counters, end, body, loop);
        }
        CompletableFuture.allOf(loops).join();
        return counters.answers(start, 0);
    }

    /**
     * Sends at {@code perSecond} whatever the answers do, so that a slow answer does not hide the ones behind it.
     *
     * @param body called with the number of the request; its time is the moment at which it was due to leave
     */
    Answers openLoop(Duration time, double perSecond, LongFunction<Buffer> body) {
        Counters counters = new Counters();
        long start = System.nanoTime();
        long total = Math.round(perSecond * time.toNanos() / 1e9);
        for (long n = 0; n < total; n++) {
            long due = start + Math.round(n * 1e9 / perSecond);
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.max(50_000, due - System.nanoTime()));
            }
            post(body.apply(n)).whenComplete(counters::count);
        }
        long last = System.nanoTime() + Duration.ofMillis(ANSWER_MILLIS).toNanos();
        while (counters.answered() < total && System.nanoTime() < last) {
            LockSupport.parkNanos(1_000_000);
        }
        return counters.answers(start, total - counters.answered());
    }

    private void again(Counters counters, long end, LongFunction<Buffer> body, CompletableFuture<Void> done) {
        if (System.nanoTime() >= end) {
            done.complete(null);
            return;
        }
        post(body.apply(counters.next.getAndIncrement())).whenComplete((status, error) -> {
            counters.count(status, error);
            again(counters, end, body, done);
        });
    }

    CompletableFuture<Integer> post(Buffer body) {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        context.runOnContext(go -> client.request(target)
                .compose(request -> request.send(body))
                .compose(response -> response.body().map(ignored -> response.statusCode()))
                .onComplete(answer::complete, answer::completeExceptionally));
        return answer;
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static final class Counters {
        private final AtomicLong next = new AtomicLong();
        private final AtomicLong ok = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();

        void count(Integer status, Throwable error) {
            (error == null && status / 100 == 2 ? ok : failed).incrementAndGet();
        }

        long answered() {
            return ok.get() + failed.get();
        }

        Answers answers(long start, long unanswered) {
            return new Answers(ok.get(), failed.get() + unanswered, (System.nanoTime() - start) / 1e9);
        }
    }
}
