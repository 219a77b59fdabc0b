package io.itinera.journey.calls;

import io.itinera.journey.definition.Answer;
import io.itinera.journey.definition.WebhookStep;
import io.itinera.journey.engine.Call;
import io.itinera.outbound.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Carries a call out to its end: an answer, a refusal, as many attempts as it has, or the time at which nobody waits any more. */
@ApplicationScoped
class Caller {

    private final Endpoints endpoints;
    private final HttpCalls http;
    private final CallsConfig config;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    Caller(Endpoints endpoints, HttpCalls http, CallsConfig config, InstantSource clock, MeterRegistry metrics) {
        this.endpoints = endpoints;
        this.http = http;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
    }

    Uni<Answer> call(Call call) {
        return endpoints
                .of(call)
                .map(endpoint -> attempt(call, endpoint, Request.of(call), 1))
                .orElseGet(
                        () -> Uni.createFrom().item(failed(call, new Result.Refused("endpoint-not-allowed", null), 0)));
    }

    private Uni<Answer> attempt(Call call, Endpoint endpoint, Request request, int attempt) {
        return Uni.createFrom()
                .completionStage(() -> http.call(endpoint, request))
                .chain(result -> switch (result) {
                    case Result.Answered answered -> Uni.createFrom().item(answered(call, answered, attempt));
                    case Result.Refused refused -> Uni.createFrom().item(failed(call, refused, attempt));
                    case Result.NotNow notNow -> again(call, endpoint, request, notNow, attempt);
                });
    }

    private Uni<Answer> again(Call call, Endpoint endpoint, Request request, Result.NotNow notNow, int attempt) {
        Duration pause = pause(notNow, attempt);
        if (attempt >= call.attempts() || !clock.instant().plus(pause).isBefore(call.until())) {
            return Uni.createFrom().item(failed(call, new Result.Refused(notNow.failure(), notNow.status()), attempt));
        }
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(pause)
                .chain(() -> attempt(call, endpoint, request, attempt + 1));
    }

    /** Doubles from the first pause to the longest, half of it by chance; not shorter than the endpoint wants. */
    private Duration pause(Result.NotNow notNow, int attempt) {
        long full = Math.min(config.backoffMax().toMillis(), config.backoff().toMillis() << Math.min(attempt - 1, 20));
        long half = Math.max(1, full / 2);
        Duration pause = Duration.ofMillis(half + ThreadLocalRandom.current().nextLong(half + 1));
        return notNow.retryAfter().filter(wanted -> wanted.compareTo(pause) > 0).orElse(pause);
    }

    private Answer answered(Call call, Result.Answered answered, int attempts) {
        count(call, WebhookStep.ANSWERED);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("status", answered.status());
        values.put("attempts", attempts);
        if (answered.body() != null) {
            values.put("body", answered.body());
        }
        return new Answer(WebhookStep.ANSWERED, values);
    }

    private Answer failed(Call call, Result.Refused refused, int attempts) {
        count(call, WebhookStep.FAILED);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("failure", refused.failure());
        values.put("attempts", attempts);
        if (refused.status() != null) {
            values.put("status", refused.status());
        }
        return new Answer(WebhookStep.FAILED, values);
    }

    private void count(Call call, String outcome) {
        metrics.counter(
                        "itinera_calls",
                        "endpoint",
                        call.endpoint() == null ? "url" : call.endpoint(),
                        "outcome",
                        outcome)
                .increment();
    }
}
