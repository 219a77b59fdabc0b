package io.itinera.channel.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itinera.channel.Settings;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {

    @Test
    void signsTheVectorOfTheSpecification() {
        WebhookSecret secret = WebhookSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(secret.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aGeneratedSecretCanBeReadAgain() {
        WebhookSecret secret = WebhookSecret.generate(new SecureRandom());

        assertThat(WebhookSecret.parse(secret.text()).text()).isEqualTo(secret.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%%%"})
    void refusesWhatIsNoSecretWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> WebhookSecret.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void aStoredSecretOpensWithTheSecretThatClosedItAlsoAfterARotation() {
        SecretBox before = new SecretBox(Settings.of());
        byte[] closed = before.close("whsec_x");

        assertThat(before.open(closed)).isEqualTo("whsec_x");
        assertThat(new String(closed, StandardCharsets.ISO_8859_1)).doesNotContain("whsec_x");
        assertThat(new SecretBox(Settings.of("endpoint-secret", "a-secret-for-endpoints-that-is-long-enough"))
                        .open(closed))
                .isEqualTo("whsec_x");
        assertThatThrownBy(() -> new SecretBox(Settings.of("link-secret", "another-secret-that-is-long-enough-too"))
                        .open(closed))
                .isInstanceOf(IllegalStateException.class);
    }
}
