package io.itinera.ingest.writekey;

import io.itinera.ingest.IngestConfig;
import io.itinera.ingest.quota.Quotas;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The write keys in memory. Every replica reads them again every few seconds, so a revoked key is refused everywhere soon; a
 * key that is not known here is looked for once more, so a new one works everywhere at once. While PostgreSQL is away the
 * keys of the last look stay valid.
 */
@ApplicationScoped
public class WriteKeys {

    private static final Logger LOG = Logger.getLogger(WriteKeys.class);

    /** Unknown keys cause at most one look per this time, whoever tries them. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final WriteKeyStore store;
    private final Quotas quotas;
    private final Vertx vertx;
    private final InstantSource time;
    private final Duration refresh;
    private volatile Map<String, Sender> senders = Map.of();
    private volatile boolean loaded;
    private Instant lookedAt = Instant.EPOCH;
    private CompletableFuture<Void> look = CompletableFuture.completedFuture(null);
    private CompletableFuture<Void> soon;
    private long timer;

    WriteKeys(WriteKeyStore store, Quotas quotas, Vertx vertx, InstantSource time, IngestConfig config) {
        this.store = store;
        this.quotas = quotas;
        this.vertx = vertx;
        this.time = time;
        this.refresh = config.writeKeys().refresh();
    }

    void start(@Observes StartupEvent event) {
        look();
        timer = vertx.setPeriodic(refresh.toMillis(), id -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** True when the keys were read at least once. */
    boolean isLoaded() {
        return loaded;
    }

    /** Finds the sender with a key without leaving memory; null when the key is not known here. */
    public Sender senderOf(String secret) {
        return WriteKeySecrets.looksRight(secret) ? senders.get(WriteKeySecrets.hash(secret)) : null;
    }

    /** Like {@link #senderOf} after one more look into the database, for a key that is not known here. */
    public CompletionStage<Optional<Sender>> lookFor(String secret) {
        if (!WriteKeySecrets.looksRight(secret)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return lookSoon().thenApply(done -> Optional.ofNullable(senderOf(secret)));
    }

    /** A look that starts after this call, shared by all who ask meanwhile. */
    private synchronized CompletionStage<Void> lookSoon() {
        if (soon == null) {
            CompletableFuture<Void> scheduled = new CompletableFuture<>();
            soon = scheduled;
            Duration since = Duration.between(lookedAt, time.instant());
            vertx.setTimer(Math.max(1, PAUSE.minus(since).toMillis()), id -> {
                synchronized (this) {
                    soon = null;
                }
                lookAfresh().thenAccept(scheduled::complete);
            });
        }
        return soon;
    }

    /** Reads the keys; a look that is under way may have missed what changed meanwhile and does not count. */
    synchronized CompletionStage<Void> lookAfresh() {
        return look.isDone() ? look() : look.thenCompose(done -> look());
    }

    private void know(List<WriteKeyRow> rows) {
        quotas.set(rows.stream().collect(Collectors.toUnmodifiableMap(row -> row.id, WriteKeyRow::quota)));
        senders = rows.stream()
                .collect(Collectors.toUnmodifiableMap(row -> row.hash, row -> new Sender(row.source, row.id)));
    }

    private synchronized CompletionStage<Void> look() {
        if (look.isDone()) {
            CompletableFuture<Void> started = new CompletableFuture<>();
            look = started;
            lookedAt = time.instant();
            vertx.executeBlocking(store::valid, false).onComplete(read -> {
                if (read.succeeded()) {
                    know(read.result());
                    loaded = true;
                } else {
                    LOG.warnf(
                            "write keys not read, the known ones stay valid cause=%s",
                            read.cause().getClass().getSimpleName());
                }
                started.complete(null);
            });
        }
        return look;
    }
}
