package io.itinera.channel.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itinera.channel.Settings;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretBoxTest {

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
