package io.itinera.local.testing;

import io.itinera.local.backend.Directories;
import io.itinera.local.backend.InboxBackEnd;
import io.itinera.local.backend.KafkaBackEnd;
import io.itinera.local.backend.KafkaLogging;
import io.itinera.local.backend.KafkaTopics;
import io.itinera.local.backend.Ports;
import io.itinera.local.backend.PostgresBackEnd;
import io.itinera.local.backend.RedisBackEnd;
import io.itinera.local.backend.ServiceSchema;
import io.itinera.local.token.TokenSigner;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The one set of back ends of this JVM. It is only used through {@link BackEnds}, which loads it with the system class loader
 * and talks to it in types of the JDK, so that tests in class loaders of their own share it.
 */
public final class SharedBackEnds {

    private static final int PARTITIONS = 3;

    private static SharedBackEnds running;

    private final Path dir = TestDirectories.create();
    private final KafkaLogging logging = new KafkaLogging().quiet();
    private final KafkaBackEnd kafka = new KafkaBackEnd(dir.resolve("kafka"), Ports.free());
    private final PostgresBackEnd postgres = new PostgresBackEnd(dir.resolve("postgres"), Ports.free(), false);
    private final RedisBackEnd redis = new RedisBackEnd(dir.resolve("redis"), Ports.free());
    private final InboxBackEnd inbox = new InboxBackEnd(Ports.free());
    private final KeyPair keys = TokenSigner.newKeyPair();

    private SharedBackEnds() {}

    /** Starts the back ends if they do not run yet; the answer has only types of the JDK, see {@link BackEnds}. */
    public static synchronized Map<String, Object> handle() {
        if (running == null) {
            inOwnLoader(() -> {
                SharedBackEnds starting = new SharedBackEnds();
                Runtime.getRuntime().addShutdownHook(new Thread(starting::stop, "itinera-back-ends-stop"));
                starting.start();
                running = starting;
            });
        }
        return running.describe();
    }

    /** Kafka and Jakarta Mail look for their classes in the thread's loader, which in a test may be one that has copies of them. */
    private static void inOwnLoader(Runnable action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(SharedBackEnds.class.getClassLoader());
        try {
            action.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void start() {
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> inOwnLoader(() -> {
            postgres.start();
            redis.start();
            inbox.start();
        }));
        kafka.start();
        KafkaTopics.create(kafka.bootstrapServers(), PARTITIONS);
        others.join();
    }

    private void stop() {
        inbox.stop();
        redis.stop();
        postgres.stop();
        kafka.stop();
        logging.quiet();
        Directories.delete(dir);
    }

    private Map<String, Object> describe() {
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        settings.put("quarkus.redis.hosts", redis.url());
        settings.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
        settings.put("quarkus.mailer.host", "127.0.0.1");
        settings.put("quarkus.mailer.port", Integer.toString(inbox.port()));
        settings.put("quarkus.mailer.mock", "false");
        settings.put("quarkus.oidc.public-key", TokenSigner.publicKey(keys.getPublic()));
        settings.put("quarkus.oidc.token.issuer", TokenSigner.ISSUER);
        settings.put("quarkus.oidc.token.audience", TokenSigner.AUDIENCE);
        Map<String, String> passwords = new HashMap<>();
        for (ServiceSchema schema : ServiceSchema.values()) {
            passwords.put(schema.sqlName(), postgres.password(schema));
        }
        Supplier<List<byte[]>> mails = () -> inbox.raw(0);
        Map<String, Object> all = new HashMap<>();
        all.put("settings", settings);
        all.put("passwords", passwords);
        all.put("kafka.stop", (Runnable) () -> inOwnLoader(kafka::stop));
        all.put("kafka.start", (Runnable) () -> inOwnLoader(kafka::start));
        all.put("postgres.stop", (Runnable) postgres::stop);
        all.put("postgres.start", (Runnable) postgres::start);
        all.put("redis.stop", (Runnable) redis::stop);
        all.put("redis.start", (Runnable) redis::start);
        all.put("inbox.mails", mails);
        all.put("inbox.clear", (Runnable) inbox::clear);
        all.put("private-key", keys.getPrivate());
        return Map.copyOf(all);
    }
}
