package io.itinera.local.testing;

import io.itinera.local.backend.ReceivedMail;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.PrivateKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Real Kafka with all topics, PostgreSQL with all schemas, Redis and an SMTP inbox for a {@code @QuarkusTest}: started once per
 * JVM, on random ports. Use
 * {@code @WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "profile"))}; a plain test
 * uses {@link #shared()}.
 */
public final class BackEnds implements QuarkusTestResourceLifecycleManager {

    private String schema;

    @Override
    public void init(Map<String, String> arguments) {
        schema = arguments.get("schema");
    }

    @Override
    public Map<String, String> start() {
        return schema == null ? shared().settings() : shared().settings(schema);
    }

    @Override
    public void stop() {
        // The next application of this JVM uses them too; they end with the JVM.
    }

    /** The back ends of this JVM, started when this is the first call. */
    public static Shared shared() {
        return new Shared(handle());
    }

    /** The broker of this JVM. */
    public static Kafka kafka() {
        return shared().kafka();
    }

    /** The PostgreSQL server of this JVM. */
    public static Switch postgres() {
        return shared().postgres();
    }

    /** The Redis server of this JVM. */
    public static Switch redis() {
        return shared().redis();
    }

    /** The inbox of this JVM. */
    public static Inbox inbox() {
        return shared().inbox();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> handle() {
        try {
            Class<?> one =
                    Class.forName("io.itinera.local.testing.SharedBackEnds", true, ClassLoader.getSystemClassLoader());
            return (Map<String, Object>) one.getMethod("handle").invoke(null);
        } catch (ClassNotFoundException _) {
            return SharedBackEnds.handle();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the back ends did not start", e);
        }
    }

    /** What runs, and how to reach it. */
    public static final class Shared {

        private final Map<String, Object> handle;

        private Shared(Map<String, Object> handle) {
            this.handle = handle;
        }

        /** Quarkus settings of a service. */
        public Map<String, String> settings(String schema) {
            Map<String, String> all = new HashMap<>(settings());
            all.put("quarkus.datasource.username", schema);
            all.put("quarkus.datasource.password", password(schema));
            return all;
        }

        /** Quarkus settings that do not depend on the service. */
        @SuppressWarnings("unchecked")
        public Map<String, String> settings() {
            return (Map<String, String>) handle.get("settings");
        }

        /** The password of a service's database role. */
        @SuppressWarnings("unchecked")
        public String password(String schema) {
            String password = ((Map<String, String>) handle.get("passwords")).get(schema);
            if (password == null) {
                throw new IllegalArgumentException("no schema " + schema);
            }
            return password;
        }

        /** The broker. */
        public Kafka kafka() {
            return new Kafka(settings().get("kafka.bootstrap.servers"), control("kafka"));
        }

        /** The PostgreSQL server. */
        public Switch postgres() {
            return control("postgres");
        }

        /** The Redis server. */
        public Switch redis() {
            return control("redis");
        }

        /** The inbox. */
        @SuppressWarnings("unchecked")
        public Inbox inbox() {
            return new Inbox((Supplier<List<byte[]>>) handle.get("inbox.mails"), (Runnable) handle.get("inbox.clear"));
        }

        /** Signs this JVM's tokens. */
        PrivateKey privateKey() {
            return (PrivateKey) handle.get("private-key");
        }

        private Switch control(String name) {
            return new Switch((Runnable) handle.get(name + ".stop"), (Runnable) handle.get(name + ".start"));
        }
    }

    /** Turns a back end off and, on the same port with the same data, on again; both return when it is done. */
    public static final class Switch {

        private final Runnable stop;
        private final Runnable start;

        private Switch(Runnable stop, Runnable start) {
            this.stop = stop;
            this.start = start;
        }

        /** Turns it off; off already is fine. */
        public void stop() {
            stop.run();
        }

        /** Turns it on; on already is fine. */
        public void start() {
            start.run();
        }
    }

    /** The broker: where it is, and its switch. */
    public static final class Kafka {

        private final String bootstrapServers;
        private final Switch control;

        private Kafka(String bootstrapServers, Switch control) {
            this.bootstrapServers = bootstrapServers;
            this.control = control;
        }

        /** The value of {@code bootstrap.servers}. */
        public String bootstrapServers() {
            return bootstrapServers;
        }

        /** Stops the broker; its data stays. */
        public void stop() {
            control.stop();
        }

        /** Starts the broker again on the same port with the same data. */
        public void start() {
            control.start();
        }
    }

    /** The mails that came in. */
    public static final class Inbox {

        private final Supplier<List<byte[]>> mails;
        private final Runnable clear;

        private Inbox(Supplier<List<byte[]>> mails, Runnable clear) {
            this.mails = mails;
            this.clear = clear;
        }

        /** All mails in the order in which they came. */
        public List<ReceivedMail> messages() {
            return mails.get().stream().map(ReceivedMail::parse).toList();
        }

        /** Mails to one address. */
        public List<ReceivedMail> messagesTo(String address) {
            return messages().stream()
                    .filter(mail -> mail.to().contains(address))
                    .toList();
        }

        /** Forgets all mails. */
        public void clear() {
            clear.run();
        }
    }
}
