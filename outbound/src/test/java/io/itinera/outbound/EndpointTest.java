package io.itinera.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    @Test
    void hasThePortOfItsSchemeWhereItNamesNone() {
        assertThat(endpoint("https://shop.example/hook").port()).isEqualTo(443);
        assertThat(endpoint("HTTPS://shop.example").isSecure()).isTrue();
        assertThat(endpoint("http://shop.example").port()).isEqualTo(80);
        assertThat(endpoint("http://shop.example:8080/").port()).isEqualTo(8080);
    }

    @Test
    void keepsPathAndQueryAsTheyAreWritten() {
        assertThat(endpoint("https://shop.example").requestUri()).isEqualTo("/");
        assertThat(endpoint("https://shop.example/a%20b?c=d%26e").requestUri()).isEqualTo("/a%20b?c=d%26e");
    }

    @Test
    void eachSecretSignsSoThatTheReceiverCanChangeOver() {
        WebhookSecret secret = WebhookSecret.parse(SECRET);
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        String one = secret.sign("msg", 1, body);

        Endpoint both = new Endpoint(URI.create("https://shop.example"), List.of(secret, secret));

        assertThat(both.signatures("msg", 1, body)).isEqualTo(one + " " + one);
        assertThat(endpoint("https://shop.example").signatures("msg", 1, body)).isEmpty();
    }

    private static Endpoint endpoint(String url) {
        return new Endpoint(URI.create(url), List.of());
    }
}
