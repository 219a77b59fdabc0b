package io.itinera.outbound;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * Puts the bearer token of a file on calls to other services, and reads it again when the file changes. A service makes it a
 * bean of its own by a subclass that says where the file is.
 */
public class ServiceTokenFilter implements ClientRequestFilter {

    private final Optional<Path> file;
    private volatile Held held = new Held(null, null);

    /**
     * @param file holds the token and nothing else; without it calls carry none
     */
    protected ServiceTokenFilter(Optional<Path> file) {
        this.file = file;
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
