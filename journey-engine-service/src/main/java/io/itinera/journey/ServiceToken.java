package io.itinera.journey;

import io.itinera.journey.catalog.JourneyConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** The bearer token for calls to other services, read again when its file changes. */
@ApplicationScoped
public class ServiceToken implements ClientRequestFilter {

    private final Optional<Path> file;
    private volatile Held held = new Held(null, null);

    ServiceToken(JourneyConfig config) {
        this.file = config.serviceTokenFile();
    }

    @Override
    public void filter(ClientRequestContext request) {
        file.ifPresent(path -> request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token(path)));
    }

    private String token(Path path) {
        try {
            FileTime changed = Files.getLastModifiedTime(path);
            Held present = held;
            if (!changed.equals(present.changed)) {
                present = new Held(changed, Files.readString(path).strip());
                held = present;
            }
            return present.token;
        } catch (IOException e) {
            throw new UncheckedIOException("the service token file cannot be read", e);
        }
    }

    private record Held(FileTime changed, String token) {}
}
