package io.itinera.channel.channel.webhook;

import io.itinera.channel.ChannelConfig;
import io.itinera.channel.channel.Answer;
import io.itinera.channel.channel.Channel;
import io.itinera.channel.channel.Outgoing;
import io.itinera.channel.template.MessageTemplate;
import io.itinera.channel.template.TemplateContent;
import io.itinera.outbound.AddressGuard;
import io.itinera.outbound.Endpoint;
import io.itinera.outbound.Resolver;
import io.itinera.problems.Problem;
import io.vertx.core.Future;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Signed webhooks to named endpoints. */
@ApplicationScoped
public class WebhookChannel implements Channel {

    /** Many servers close an idle connection after five seconds: we give it up first, or a message is lost in between. */
    private static final int KEEP_ALIVE_SECONDS = 4;

    /** Messages per connection: even behind an endpoint that lets each call time out, the last one's turn comes in time. */
    private static final int TURNS = 4;

    private final Endpoints endpoints;
    private final Resolver resolver;
    private final AddressGuard guard;
    private final InstantSource clock;
    private final ChannelConfig.Webhook config;
    private final HttpClient client;

    WebhookChannel(
            Endpoints endpoints,
            Resolver resolver,
            AddressGuard guard,
            InstantSource clock,
            ChannelConfig config,
            Vertx vertx) {
        this.endpoints = endpoints;
        this.resolver = resolver;
        this.guard = guard;
        this.clock = clock;
        this.config = config.webhook();
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setConnectTimeout((int) this.config.connectTimeout().toMillis())
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(this.config.connections()));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public List<Problem.FieldError> check(TemplateContent content) {
        List<Problem.FieldError> errors = new ArrayList<>();
        if (content.endpoint() == null || content.endpoint().isBlank()) {
            errors.add(new Problem.FieldError("/endpoint", "is needed for a webhook"));
        }
        if (content.subject() != null || content.html() != null || content.text() != null) {
            errors.add(new Problem.FieldError("/subject", "html and text belong to mails"));
        }
        return errors;
    }

    @Override
    public Destination destination(Map<String, Object> traits, MessageTemplate template) {
        return endpoints.find(template.content().endpoint()).isPresent()
                ? new Destination.To(template.content().endpoint(), false)
                : new Destination.Nowhere("no-endpoint");
    }

    @Override
    public int capacity() {
        return TURNS * config.connections();
    }

    @Override
    public CompletionStage<Answer> deliver(Outgoing message) {
        Optional<Endpoint> endpoint = endpoints.find(message.address());
        if (endpoint.isEmpty()) {
            return CompletableFuture.completedStage(new Answer.Refused("no-endpoint"));
        }
        if (guard.objection(endpoint.get().url()).isPresent()) {
            return CompletableFuture.completedStage(new Answer.Refused("endpoint-not-allowed"));
        }
        byte[] body;
        try {
            body = WebhookPayload.of(message);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedStage(new Answer.Refused("template-not-json"));
        }
        return resolver.resolve(endpoint.get().url().getHost())
                .toCompletionStage()
                .thenCompose(address -> address.isEmpty()
                        ? CompletableFuture.completedStage(new Answer.Refused("endpoint-not-allowed"))
                        : call(endpoint.get(), address.get(), message.request().id(), body))
                .exceptionally(_ -> new Answer.NotNow("endpoint-unreachable", Optional.empty()));
    }

    @Override
    public String payload(Outgoing message) {
        return new String(WebhookPayload.of(message), StandardCharsets.UTF_8);
    }

    private CompletionStage<Answer> call(Endpoint endpoint, String address, String id, byte[] body) {
        long timestamp = clock.instant().getEpochSecond();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(endpoint.port(), address))
                .setHost(endpoint.url().getHost())
                .setPort(endpoint.port())
                .setSsl(endpoint.isSecure())
                .setURI(endpoint.requestUri())
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "Itinera")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(timestamp))
                .putHeader("webhook-signature", endpoint.signatures(id, timestamp, body));
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        client.request(options)
                .onFailure(_ -> answer.complete(new Answer.NotNow("endpoint-unreachable", Optional.empty())))
                .onSuccess(request -> send(request, body, answer));
        return answer;
    }

    private void send(HttpClientRequest request, byte[] body, CompletableFuture<Answer> answer) {
        Future<HttpClientResponse> response = request.send(Buffer.buffer(body));
        response.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answered, failure) -> {
                    if (failure == null) {
                        answer.complete(read(answered));
                    } else {
                        request.reset();
                        answer.complete(new Answer.Unknown(
                                failure instanceof TimeoutException ? "webhook-timeout" : "webhook-connection-lost"));
                    }
                });
    }

    /** The body of an answer says nothing to us; it is read away so that the connection can be used again. */
    private static Answer read(HttpClientResponse response) {
        response.handler(_ -> {});
        return read(response.statusCode(), response.getHeader("retry-after"));
    }

    static Answer read(int status, String retryAfter) {
        String reason = "http-" + status;
        if (status >= 200 && status < 300) {
            return new Answer.Accepted();
        }
        if (status == 429 || status == 408 || status >= 500) {
            return new Answer.NotNow(reason, seconds(retryAfter));
        }
        return new Answer.Refused(reason);
    }

    private static Optional<Duration> seconds(String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
                : Optional.empty();
    }
}
