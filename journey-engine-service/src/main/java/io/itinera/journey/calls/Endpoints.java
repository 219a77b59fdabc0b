package io.itinera.journey.calls;

import io.itinera.journey.engine.Call;
import io.itinera.outbound.Endpoint;
import io.itinera.outbound.WebhookSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds where a call goes, among what the configuration allows. A secret file is read for each call, so that it can be changed. */
@ApplicationScoped
class Endpoints {

    private final CallsConfig config;

    Endpoints(CallsConfig config) {
        this.config = config;
    }

    /** The endpoint; empty when the configuration has no such name, or does not allow the URL. */
    Optional<Endpoint> of(Call call) {
        if (call.endpoint() != null) {
            return Optional.ofNullable(config.endpoints().get(call.endpoint()))
                    .map(named -> new Endpoint(named.url(), secrets(named)));
        }
        return Optional.ofNullable(call.url())
                .flatMap(Endpoints::parse)
                .filter(this::allowed)
                .map(url -> new Endpoint(
                        url, config.secret().map(Endpoints::secrets).orElse(List.of())));
    }

    private boolean allowed(URI url) {
        String text = url.normalize().toString();
        return config.allowedUrls().orElse(List.of()).stream()
                .anyMatch(beginning -> beginning.endsWith("/")
                        && text.regionMatches(true, 0, beginning, 0, origin(beginning))
                        && text.startsWith(beginning.substring(origin(beginning)), origin(beginning)));
    }

    /** Length of scheme and host, in which case does not matter. */
    private static int origin(String url) {
        int host = url.indexOf("://") + 3;
        return url.indexOf('/', host);
    }

    private static Optional<URI> parse(String url) {
        try {
            URI parsed = URI.create(url);
            String path = parsed.getRawPath() == null ? "" : parsed.getRawPath().toLowerCase(Locale.ROOT);
            return path.contains("..") || path.contains("%2e") ? Optional.empty() : Optional.of(parsed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<WebhookSecret> secrets(CallsConfig.Endpoint endpoint) {
        return secrets(endpoint.secret().orElse("") + " "
                + endpoint.secretFile().map(Endpoints::read).orElse(""));
    }

    private static List<WebhookSecret> secrets(String text) {
        return Arrays.stream(text.split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(WebhookSecret::parse)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a secret file of an endpoint cannot be read", e);
        }
    }
}
