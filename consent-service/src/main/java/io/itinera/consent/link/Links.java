package io.itinera.consent.link;

import io.itinera.consent.policy.ConsentConfig;
import jakarta.enterprise.context.ApplicationScoped;

/** The links that go into a message. */
@ApplicationScoped
public class Links {

    private final LinkTokens tokens;
    private final String base;

    Links(LinkTokens tokens, ConsentConfig config) {
        this.tokens = tokens;
        String url = config.publicUrl().toString();
        this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /**
     * Both links of one message.
     *
     * @param unsubscribe where a POST unsubscribes and a GET asks, RFC 8058
     * @param preferences where the customer chooses
     */
    public record Pair(String unsubscribe, String preferences) {}

    /** The links for a message. */
    public Pair of(LinkToken token) {
        String text = tokens.write(token);
        return new Pair(base + "/u/" + text, base + "/preferences/" + text);
    }
}
