package io.itinera.channel.channel.webhook;

import io.itinera.channel.ChannelConfig;
import io.itinera.outbound.Endpoint;
import io.itinera.outbound.WebhookSecret;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Endpoints by name: those of the configuration, then those of the API. Kept for a second, so that a message costs no query. */
@ApplicationScoped
class Endpoints {

    private final Map<String, ChannelConfig.Endpoint> configured;
    private final Duration refresh;
    private final EndpointStore store;
    private final SecretBox box;
    private final InstantSource clock;
    private final ConcurrentMap<String, Held> held = new ConcurrentHashMap<>();

    Endpoints(ChannelConfig config, EndpointStore store, SecretBox box, InstantSource clock) {
        this.configured = config.endpoints();
        this.refresh = config.templates().refresh();
        this.store = store;
        this.box = box;
        this.clock = clock;
    }

    boolean isConfigured(String name) {
        return configured.containsKey(name);
    }

    Optional<Endpoint> find(String name) {
        Instant now = clock.instant();
        Held present = held.get(name);
        if (present == null || !now.isBefore(present.staleAt)) {
            present = new Held(read(name, now), now.plus(refresh));
            if (present.endpoint.isPresent()) {
                held.put(name, present);
            } else {
                held.remove(name);
            }
        }
        return present.endpoint;
    }

    void changed(String name) {
        held.remove(name);
    }

    private Optional<Endpoint> read(String name, Instant now) {
        ChannelConfig.Endpoint fromConfig = configured.get(name);
        if (fromConfig != null) {
            return Optional.of(new Endpoint(fromConfig.url(), secrets(fromConfig)));
        }
        return QuarkusTransaction.requiringNew().call(() -> store.find(name)).map(row -> endpoint(row, now));
    }

    private Endpoint endpoint(EndpointRow row, Instant now) {
        List<WebhookSecret> secrets = new ArrayList<>();
        secrets.add(WebhookSecret.parse(box.open(row.secret)));
        if (row.previous != null && row.previousUntil.isAfter(now)) {
            secrets.add(WebhookSecret.parse(box.open(row.previous)));
        }
        return new Endpoint(URI.create(row.url), secrets);
    }

    private static List<WebhookSecret> secrets(ChannelConfig.Endpoint endpoint) {
        String text = endpoint.secret().orElse("") + " "
                + endpoint.secretFile().map(Endpoints::read).orElse("");
        return text.lines()
                .flatMap(line -> List.of(line.split("\\s+")).stream())
                .filter(word -> !word.isEmpty())
                .map(WebhookSecret::parse)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a webhook secret file cannot be read", e);
        }
    }

    private record Held(Optional<Endpoint> endpoint, Instant staleAt) {}
}
