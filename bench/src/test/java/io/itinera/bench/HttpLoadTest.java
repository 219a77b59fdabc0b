package io.itinera.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A load generator that loses answers would blame the service for it. */
class HttpLoadTest {

    private static final Buffer BODY = Buffer.buffer("{\"userId\":\"u\"}");

    private final AtomicLong asked = new AtomicLong();
    private Vertx others;
    private HttpServer server;

    @BeforeEach
    void serve() {
        others = Vertx.vertx();
        server = others.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        others.close().toCompletionStage().toCompletableFuture().join();
    }

    /** As a service does: the head at once, the end of the body a moment later, so that both orders of threads come up. */
    private void answer(HttpServerRequest request) {
        long n = asked.incrementAndGet();
        request.body().onSuccess(_ -> {
            request.response()
                    .setStatusCode(n % 100 == 0 ? 503 : 200)
                    .setChunked(true)
                    .write("{\"success\":");
            others.runOnContext(_ -> request.response().end("true}"));
        });
    }

    private HttpLoad load(int connections) {
        return new HttpLoad(Vertx.vertx(), server.actualPort(), "/v1/track", "Basic eA==", connections);
    }

    @Test
    void seesTheEndOfEveryAnswerWhicheverThreadAsks() throws Exception {
        try (HttpLoad load = load(32)) {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 4)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() ->
                            Stream.generate(() -> load.post(BODY)).limit(2500).toList()))
                    .toList()
                    .stream()
                    .flatMap(thread -> thread.join().stream())
                    .toList();

            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
            assertThat(answers).hasSize(10_000);
            assertThat(answers.stream().filter(answer -> answer.join() == 503)).hasSize(100);
        }
    }

    @Test
    void countsEachRequestOfAClosedLoopOnce() {
        try (HttpLoad load = load(8)) {
            HttpLoad.Answers answers = load.closedLoop(Duration.ofMillis(500), _ -> BODY);

            assertThat(answers.ok() + answers.failed()).isEqualTo(asked.get());
            assertThat(answers.failed()).isEqualTo(asked.get() / 100);
            assertThat(answers.seconds()).isBetween(0.5, 10.0);
        }
    }

    @Test
    void sendsAtTheRateThatItIsToldWhateverTheAnswersDo() {
        try (HttpLoad load = load(8)) {
            HttpLoad.Answers answers = load.openLoop(Duration.ofSeconds(1), 400, _ -> BODY);

            assertThat(asked.get()).isEqualTo(400);
            assertThat(answers.ok()).isEqualTo(396);
            assertThat(answers.failed()).isEqualTo(4);
        }
    }
}
