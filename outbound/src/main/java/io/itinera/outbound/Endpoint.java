package io.itinera.outbound;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a call goes.
 *
 * @param url where it is
 * @param secrets the newest first; each signs, so that the receiver can change over
 */
public record Endpoint(URI url, List<WebhookSecret> secrets) {

    /** The signatures of one call as Standard Webhooks wants them, or an empty text where there is no secret. */
    public String signatures(String id, long timestamp, byte[] body) {
        return secrets.stream().map(secret -> secret.sign(id, timestamp, body)).collect(Collectors.joining(" "));
    }

    /** True for HTTPS. */
    public boolean isSecure() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    /** The port, that of the scheme where the URL names none. */
    public int port() {
        return url.getPort() > 0 ? url.getPort() : isSecure() ? 443 : 80;
    }

    /** Path and query as they go into the request line. */
    public String requestUri() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }
}
