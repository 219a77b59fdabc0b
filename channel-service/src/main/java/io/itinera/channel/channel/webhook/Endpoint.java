package io.itinera.channel.channel.webhook;

import io.itinera.outbound.WebhookSecret;
import java.net.URI;
import java.util.List;

/**
 * A webhook endpoint.
 *
 * @param url where it is
 * @param secrets the newest first; each signs, so that the receiver can change over
 */
record Endpoint(URI url, List<WebhookSecret> secrets) {

    String signatures(String id, long timestamp, byte[] body) {
        StringBuilder all = new StringBuilder();
        for (WebhookSecret secret : secrets) {
            all.append(all.isEmpty() ? "" : " ").append(secret.sign(id, timestamp, body));
        }
        return all.toString();
    }

    int port() {
        return url.getPort() > 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    }

    String requestUri() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }
}
