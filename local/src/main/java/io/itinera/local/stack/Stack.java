package io.itinera.local.stack;

import io.itinera.local.backend.BackEndException;
import io.itinera.local.backend.Directories;
import io.itinera.local.backend.InboxBackEnd;
import io.itinera.local.backend.KafkaBackEnd;
import io.itinera.local.backend.KafkaTopics;
import io.itinera.local.backend.PostgresBackEnd;
import io.itinera.local.backend.RedisBackEnd;
import io.itinera.local.backend.ServiceSchema;
import io.itinera.local.inbox.InboxArchive;
import io.itinera.local.inbox.InboxWeb;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The suite with its back ends on this machine: start it, use it, close it. Tests and benchmarks use it like the launcher. */
public final class Stack implements AutoCloseable {

    private static final int TRAINED_AT_ONCE = 2;

    private final StackSettings settings;
    private final Consumer<String> progress;
    private final StackSecrets secrets;
    private final KafkaBackEnd kafka;
    private final PostgresBackEnd postgres;
    private final RedisBackEnd redis;
    private final InboxBackEnd inbox;
    private final InboxWeb inboxWeb;
    private final Map<StackService, ServiceProcess> services = new EnumMap<>(StackService.class);
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());

    /** A stack that is not started yet. */
    public Stack(StackSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
        this.secrets = StackSecrets.open(settings.state().resolve("keys"), InstantSource.system());
        Path data = Directories.create(settings.state().resolve("data"));
        this.kafka = new KafkaBackEnd(data.resolve("kafka"), settings.port(StackPort.KAFKA));
        this.postgres =
                new PostgresBackEnd(data.resolve("postgres"), settings.port(StackPort.POSTGRES), settings.durable());
        this.redis = new RedisBackEnd(data.resolve("redis"), settings.port(StackPort.REDIS));
        InboxArchive archive = InboxArchive.open(data.resolve("inbox"));
        this.inbox = new InboxBackEnd(settings.port(StackPort.SMTP), archive.mails(), archive::add);
        this.inboxWeb = new InboxWeb(inbox, settings.port(StackPort.INBOX));
    }

    /** Starts everything and returns when every service is ready. */
    public void start() {
        startBackEnds();
        if (settings.startupCache()) {
            makeStartupCaches();
        }
        services.values().forEach(ServiceProcess::start);
        together(List.copyOf(services.keySet()), services.size(), service -> {
            service(service).awaitReady();
            say("%-24s ready at %s", service.module(), settings.url(service.port()));
        });
    }

    /** Starts the back ends only, with topics, schemas and secrets. */
    public void startBackEnds() {
        long start = System.nanoTime();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            timed("PostgreSQL", postgres::start);
            timed("Redis", redis::start);
            timed("inbox", () -> {
                inbox.start();
                inboxWeb.start();
            });
        });
        try {
            timed("Kafka", () -> {
                kafka.start();
                KafkaTopics.create(kafka.bootstrapServers(), settings.partitions());
            });
        } finally {
            settle(others);
        }
        secrets.renewServiceToken();
        renewal.scheduleAtFixedRate(secrets::renewServiceToken, 6, 6, TimeUnit.HOURS);
        prepareServices();
        say("back ends ready after %.1f s", (System.nanoTime() - start) / 1e9);
    }

    /** Stops services, then back ends; whatever is not there is passed over. */
    @Override
    public void close() {
        renewal.shutdownNow();
        List<ServiceProcess> processes =
                services.values().stream().flatMap(ServiceProcess::withTwins).toList();
        processes.forEach(ServiceProcess::terminate);
        processes.forEach(ServiceProcess::stop);
        inboxWeb.close();
        inbox.stop();
        redis.stop();
        postgres.stop();
        kafka.stop();
    }

    /** A service's process. */
    public ServiceProcess service(StackService service) {
        return services.get(service);
    }

    /** The processes of all services; none before the back ends have started. */
    Collection<ServiceProcess> services() {
        return List.copyOf(services.values());
    }

    /** What this stack was made with. */
    public StackSettings settings() {
        return settings;
    }

    /** The broker, for a test that stops it. */
    public KafkaBackEnd kafka() {
        return kafka;
    }

    /** The database, for a test that looks into it. */
    public PostgresBackEnd postgres() {
        return postgres;
    }

    /** The Redis server, for a test that stops it. */
    public RedisBackEnd redis() {
        return redis;
    }

    /** The mails that came in. */
    public InboxBackEnd inbox() {
        return inbox;
    }

    /** A bearer token with roles. */
    public String token(String... roles) {
        return secrets.token(List.of(roles));
    }

    private void prepareServices() {
        Map<ServiceSchema, String> passwords = new EnumMap<>(ServiceSchema.class);
        for (ServiceSchema schema : ServiceSchema.values()) {
            passwords.put(schema, postgres.password(schema));
        }
        BackEndAddresses addresses =
                new BackEndAddresses(kafka.bootstrapServers(), redis.url(), postgres.jdbcUrl(), passwords);
        ServiceEnvironment environment = new ServiceEnvironment(settings, secrets, addresses);
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        for (StackService service : StackService.values()) {
            Map<String, String> variables = environment.of(service);
            services.put(service, new ServiceProcess(service, settings, variables, http));
            EnvironmentFile.write(settings.state().resolve("run").resolve(service.module() + ".env"), variables);
        }
    }

    /** Records the start-up caches that are missing, by starting each such service once; the back ends must run. */
    public void makeStartupCaches() {
        List<StackService> missing = services.keySet().stream()
                .filter(service -> !service(service).cache().isThere())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        say("recording start-up caches (once per build)");
        together(missing, TRAINED_AT_ONCE, service -> {
            service(service).train();
            say("%-24s recorded", service.module());
        });
    }

    /** Does something for several services at once; the first that fails ends the others. */
    private void together(List<StackService> all, int atOnce, Consumer<StackService> action) {
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            for (StackService service : all) {
                threads.execute(() -> {
                    try {
                        action.accept(service);
                    } catch (RuntimeException e) {
                        failure.compareAndSet(null, e);
                        threads.shutdownNow();
                    }
                });
            }
        }
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private void timed(String name, Runnable action) {
        long start = System.nanoTime();
        action.run();
        say("%-24s ready after %.1f s", name, (System.nanoTime() - start) / 1e9);
    }

    private void say(String format, Object... values) {
        progress.accept(format.formatted(values));
    }

    private static void settle(CompletableFuture<Void> future) {
        try {
            future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BackEndException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
