package io.itinera.channel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that can be set for this service, beside what Quarkus itself reads. */
@ConfigMapping(prefix = "itinera.channel")
public interface ChannelConfig {

    /** Where customers reach this service's tracking links, without a slash at the end. */
    @WithDefault("http://localhost:8085")
    @NotNull
    URI publicUrl();

    /** Signs tracking links; at least 32 characters. Whoever knows it can forge opens and clicks. */
    @Size(min = 32)
    String linkSecret();

    /** Earlier link secrets: links that they signed stay good. */
    Optional<List<String>> linkSecretPrevious();

    /**
     * Encrypts the webhook secrets that are kept in the database; at least 32 characters. Without it the link secret does, and
     * then changing that needs the old one among the previous ones for as long as stored endpoints use it.
     */
    Optional<@Size(min = 32) String> endpointSecret();

    /** File with the bearer token for calls to other services (role {@code service}); read again when it changes. */
    Optional<Path> serviceTokenFile();

    /** Purposes that the customer does not opt in to: no List-Unsubscribe, and tried again when the answer is unknown. */
    @WithDefault("transactional")
    Set<String> transactionalPurposes();

    /**
     * How long a settled message is kept, ISO 8601. Longer than Kafka keeps {@code sends}: what is removed is not recognised when
     * its request comes again.
     */
    @WithDefault("P180D")
    Period retention();

    /** How often old messages are looked for. */
    @WithDefault("1h")
    String retentionInterval();

    /** Webhook endpoints by name; the API can add others, and these win. */
    Map<String, Endpoint> endpoints();

    /** Mail. */
    Email email();

    /** Webhooks. */
    Webhook webhook();

    /** The way from the queue to the provider. */
    Dispatch dispatch();

    /** Templates. */
    Templates templates();

    /** Frequency caps and quiet hours. */
    Policies policies();

    /** Messages of people who try journeys out. */
    Tests tests();

    /** A webhook endpoint from the configuration. */
    interface Endpoint {
        /** Where it is. */
        URI url();

        /** Its secrets, {@code whsec_…} separated by spaces, the newest first; {@code secret-file} is the better choice. */
        Optional<String> secret();

        /** File with its secrets, one a line, the newest first. */
        Optional<Path> secretFile();
    }

    /** Mail. */
    interface Email {
        /** Sender, as it stands in the From header. */
        @WithDefault("Itinera <no-reply@itinera.local>")
        String from();

        /** Domain of the Message-ID; the sender's domain where it is not set. */
        Optional<String> messageIdDomain();

        /** Connections to the mail server, and with it the mails that are with it at the same time. */
        @WithDefault("16")
        @Min(1)
        @Max(200)
        int connections();

        /** How long the mail server may take for one message before its answer counts as unknown. */
        @WithDefault("PT30S")
        Duration timeout();
    }

    /** Webhooks. */
    interface Webhook {
        /** True lets endpoints be on this machine, also without TLS: for development. */
        @WithDefault("false")
        boolean allowLoopback();

        /** Hosts (names, without port) that may be in a private network or without TLS. */
        Optional<Set<String>> allowedHosts();

        /** How long an endpoint may take to answer before its answer counts as unknown. */
        @WithDefault("PT10S")
        Duration timeout();

        /** How long connecting may take. */
        @WithDefault("PT3S")
        Duration connectTimeout();

        /** Connections to one endpoint. More help a slow endpoint, and load it more. */
        @WithDefault("64")
        @Min(1)
        @Max(1000)
        int connections();
    }

    /** The way from the queue to the provider. */
    interface Dispatch {
        /** Messages taken from the queue at once; also the most consent checks in one call. */
        @WithDefault("250")
        @Min(1)
        @Max(500)
        int batch();

        /**
         * Messages per channel that are with providers at the same time, within what the channel's connections carry; beyond it
         * the queue waits in the database.
         */
        @WithDefault("750")
        @Min(1)
        @Max(10000)
        int inFlight();

        /** How often the queue is looked at when nothing wakes the worker. */
        @WithDefault("PT0.2S")
        Duration poll();

        /** A message that was taken and not handed to its provider within this time is taken again. */
        @WithDefault("PT30S")
        Duration claimLease();

        /**
         * A message that was handed to its provider and has no result after this time counts as "called, answer unknown".
         * Longer than the mail server's timeout and five times an endpoint's, or answers are lost.
         */
        @WithDefault("PT60S")
        Duration sendingLease();

        /** Calls of a provider for one message before it fails. */
        @WithDefault("16")
        @Min(1)
        @Max(100)
        int maxAttempts();

        /** Wait before the second call; doubles each time, with jitter. */
        @WithDefault("PT2S")
        Duration backoff();

        /** Longest wait between two calls. */
        @WithDefault("PT10M")
        Duration backoffMax();

        /** How long a message waits for an answer of consent-service before it is suppressed. */
        @WithDefault("PT6H")
        Duration consentWait();

        /** Longest wait between two questions to consent-service. */
        @WithDefault("PT15S")
        Duration consentBackoffMax();

        /** How long results gather before they are written together. */
        @WithDefault("PT0.01S")
        Duration gather();
    }

    /** Templates. */
    interface Templates {
        /** How old the knowledge of a template may be: after this time another replica's change is seen. */
        @WithDefault("PT1S")
        Duration refresh();

        /** Most characters of one part of a template. */
        @WithDefault("200000")
        @Min(1)
        int maxSource();

        /** Most characters of one rendered part. */
        @WithDefault("500000")
        @Min(1)
        int maxOutput();

        /** Most rounds of all loops of one part together. */
        @WithDefault("10000")
        @Min(1)
        int maxIterations();

        /** Most time for rendering one part. */
        @WithDefault("PT0.5S")
        Duration maxTime();
    }

    /** Frequency caps and quiet hours. */
    interface Policies {
        /** How old the knowledge of policies may be: after this time another replica's change is seen. */
        @WithDefault("PT1S")
        Duration refresh();

        /** How long a policy may put a message off that does not say so itself; a message that would wait longer is suppressed. */
        @WithDefault("P3D")
        Duration longestWait();
    }

    /** Messages of people who try journeys out: requests with {@code test}. */
    interface Tests {

        /** What becomes of a message of a test. */
        enum Sends {
            /** It is kept where it can be read, but for recipients that are named. */
            SANDBOX,
            /** It goes out like any other. */
            REAL
        }

        /**
         * {@code sandbox} keeps messages of tests, to be read by the API, and hands only those for {@code recipients} to providers;
         * {@code real} hands over all of them.
         */
        @WithDefault("sandbox")
        Sends sends();

        /**
         * Who really gets messages of tests: mail addresses, domains of mail addresses and names of webhook endpoints, separated by
         * commas.
         */
        Optional<Set<String>> recipients();

        /** How long the content of messages in the sandbox is kept, ISO 8601. */
        @WithDefault("P30D")
        Period retention();
    }
}
