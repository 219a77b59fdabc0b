package io.itinera.journey.calls;

import io.itinera.outbound.WebhookSecret;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a call goes.
 *
 * @param url where it is
 * @param secrets the newest first; each signs, so that the receiver can change over
 */
record Endpoint(URI url, List<WebhookSecret> secrets) {

    /** The signatures of one call, or an empty text where there is no secret. */
    String signatures(String id, long timestamp, byte[] body) {
        return secrets.stream().map(secret -> secret.sign(id, timestamp, body)).collect(Collectors.joining(" "));
    }

    boolean isSecure() {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : isSecure() ? 443 : 80;
    }

    String requestUri() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }
}
