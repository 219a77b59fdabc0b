package io.itinera.ingest.quota;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Keeps write keys within their quotas, over all replicas. A call is judged by what is in memory; a few times a second each replica
 * adds what it took to a counter in Redis, all keys in one go, and learns what the others took. So a quota can be passed by what
 * comes within that time. While Redis is away each replica counts for itself, and no call is refused for it.
 */
@ApplicationScoped
public class Quotas {

    private static final Logger LOG = Logger.getLogger(Quotas.class);
    private static final long TELL_MILLIS = 200;
    /** A counter outlives its day, for replicas whose clock is behind. */
    private static final String KEPT_SECONDS = Long.toString(Duration.ofDays(2).toSeconds());

    private final Redis redis;
    private final Vertx vertx;
    private final InstantSource time;
    private final Counter refused;
    private final Map<UUID, Usage> usages = new ConcurrentHashMap<>();
    private boolean telling;
    private boolean away;
    private long timer;

    Quotas(Redis redis, Vertx vertx, InstantSource time, MeterRegistry metrics) {
        this.redis = redis;
        this.vertx = vertx;
        this.time = time;
        this.refused = metrics.counter("itinera_calls_over_quota");
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(TELL_MILLIS, id -> tell());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** Sets the quotas of all valid write keys; what one sent stays sent as long as its quota is the same. */
    public void set(Map<UUID, Quota> quotas) {
        usages.keySet().retainAll(quotas.keySet());
        quotas.forEach((writeKey, quota) -> usages.compute(writeKey, (_, known) -> {
            if (!quota.bounds()) {
                return null;
            }
            return known != null && known.quota().equals(quota) ? known : new Usage(quota);
        }));
    }

    /**
     * Takes the events of a call.
     *
     * @return how long the caller is to wait; null when they are within the quota
     */
    public Duration take(UUID writeKey, int events) {
        Usage usage = usages.get(writeKey);
        Duration wait = usage == null ? null : usage.take(events, time.instant());
        if (wait != null) {
            refused.increment();
        }
        return wait;
    }

    /** On one event loop, one at a time. */
    private void tell() {
        if (telling || usages.isEmpty()) {
            return;
        }
        LocalDate day = Usage.date(time.instant());
        List<Told> all = usages.entrySet().stream()
                .map(entry -> new Told(
                        entry.getKey(), entry.getValue(), entry.getValue().untold()))
                .toList();
        List<Request> requests = new ArrayList<>();
        for (Told told : all) {
            String counter = "itinera:ingest:events:" + day + ":" + told.writeKey();
            requests.add(Request.cmd(Command.INCRBY).arg(counter).arg(Long.toString(told.own())));
            requests.add(Request.cmd(Command.EXPIRE).arg(counter).arg(KEPT_SECONDS));
        }
        telling = true;
        redis.batch(requests).onComplete(answer -> {
            telling = false;
            if (answer.succeeded()) {
                learn(all, answer.result(), day);
            }
            say(answer.failed(), answer.failed() ? answer.cause().getClass().getSimpleName() : "");
        });
    }

    private void learn(List<Told> all, List<Response> answers, LocalDate day) {
        Instant now = time.instant();
        for (int i = 0; i < all.size(); i++) {
            Told told = all.get(i);
            told.usage().told(told.own(), answers.get(2 * i).toLong(), day, now);
        }
    }

    private void say(boolean gone, String why) {
        if (gone && !away) {
            LOG.warnf("Redis does not count, each replica counts for itself cause=%s", why);
        } else if (!gone && away) {
            LOG.info("Redis counts again");
        }
        away = gone;
    }

    /** What was told of one key. */
    private record Told(UUID writeKey, Usage usage, long own) {}
}
