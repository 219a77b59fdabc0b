package io.itinera.journey.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.Wire;
import io.itinera.outbound.AddressGuard;
import io.itinera.outbound.Endpoint;
import io.itinera.outbound.Resolver;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call at a time of an address that was checked: no redirects, and no more of an answer than is wanted. */
@ApplicationScoped
class HttpCalls {

    /** Many servers close an idle connection after five seconds: we give it up first, or a call is lost in between. */
    private static final int KEEP_ALIVE_SECONDS = 4;

    private final Resolver resolver;
    private final AddressGuard guard;
    private final InstantSource clock;
    private final CallsConfig config;
    private final HttpClient client;

    HttpCalls(Resolver resolver, AddressGuard guard, InstantSource clock, CallsConfig config, Vertx vertx) {
        this.resolver = resolver;
        this.guard = guard;
        this.clock = clock;
        this.config = config;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(config.connections()));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    CompletionStage<Result> call(Endpoint endpoint, Request request) {
        if (guard.objection(endpoint.url()).isPresent()) {
            return CompletableFuture.completedStage(new Result.Refused("endpoint-not-allowed", null));
        }
        return resolver.resolve(endpoint.url().getHost())
                .toCompletionStage()
                .thenCompose(address -> address.isEmpty()
                        ? CompletableFuture.completedStage(new Result.Refused("endpoint-not-allowed", null))
                        : call(endpoint, address.get(), request))
                .exceptionally(_ -> new Result.NotNow("endpoint-unreachable"));
    }

    private CompletionStage<Result> call(Endpoint endpoint, String address, Request wanted) {
        long timestamp = clock.instant().getEpochSecond();
        String signatures = endpoint.signatures(wanted.id(), timestamp, wanted.body());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(wanted.method()))
                .setServer(SocketAddress.inetSocketAddress(endpoint.port(), address))
                .setHost(endpoint.url().getHost())
                .setPort(endpoint.port())
                .setSsl(endpoint.isSecure())
                .setURI(wanted.uri(endpoint.requestUri()))
                .putHeader("accept", "application/json")
                .putHeader("user-agent", "Itinera")
                .putHeader("webhook-id", wanted.id())
                .putHeader("idempotency-key", wanted.id())
                .putHeader("webhook-timestamp", Long.toString(timestamp));
        if (wanted.body().length > 0) {
            options.putHeader("content-type", "application/json");
        }
        if (!signatures.isEmpty()) {
            options.putHeader("webhook-signature", signatures);
        }
        CompletableFuture<Result> result = new CompletableFuture<>();
        client.request(options)
                .onFailure(_ -> result.complete(new Result.NotNow("endpoint-unreachable")))
                .onSuccess(request -> send(request, wanted.body(), result));
        return result;
    }

    private void send(HttpClientRequest request, byte[] body, CompletableFuture<Result> result) {
        CompletableFuture<Result> read = new CompletableFuture<>();
        (body.length == 0 ? request.send() : request.send(Buffer.buffer(body)))
                .onFailure(read::completeExceptionally)
                .onSuccess(response -> read(response, read));
        read.orTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS).whenComplete((answer, failure) -> {
            if (failure == null) {
                result.complete(answer);
            } else {
                request.reset();
                result.complete(
                        failure instanceof TooLong
                                ? new Result.Refused("answer-too-long", null)
                                : new Result.NotNow(
                                        failure instanceof TimeoutException ? "timeout" : "connection-lost"));
            }
        });
    }

    private void read(HttpClientResponse response, CompletableFuture<Result> read) {
        Buffer body = Buffer.buffer();
        response.exceptionHandler(read::completeExceptionally);
        response.handler(part -> {
            if (body.length() + part.length() > config.answerBytes()) {
                read.completeExceptionally(new TooLong());
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(
                _ -> read.complete(result(response.statusCode(), response.getHeader("retry-after"), body.getBytes())));
    }

    static Result result(int status, String retryAfter, byte[] body) {
        if (status >= 200 && status < 300) {
            return new Result.Answered(status, json(body));
        }
        String failure = "http-" + status;
        return status == 429 || status == 408 || status >= 500
                ? new Result.NotNow(failure, status, seconds(retryAfter))
                : new Result.Refused(failure, status);
    }

    private static Object json(byte[] body) {
        try {
            return body.length == 0 ? null : Wire.JSON.readValue(body, Object.class);
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory do not fail to read", e);
        }
    }

    private static Optional<Duration> seconds(String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
                : Optional.empty();
    }

    /** The answer is longer than is wanted. */
    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("the answer is too long", null, false, false);
        }
    }
}
