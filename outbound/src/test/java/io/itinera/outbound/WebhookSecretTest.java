package io.itinera.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void theConfigurationNamesSecretsInATextAndInAFileInTheirOrder(@TempDir Path folder) throws IOException {
        List<String> words = Stream.generate(() -> WebhookSecret.generate(new SecureRandom()))
                .limit(3)
                .map(WebhookSecret::text)
                .toList();
        Path file = Files.writeString(folder.resolve("secrets"), words.get(1) + "\n\n" + words.get(2) + "\n");

        assertThat(WebhookSecret.configured(Optional.of(words.get(0)), Optional.of(file)))
                .extracting(WebhookSecret::text)
                .isEqualTo(words);
        assertThat(WebhookSecret.configured(Optional.empty(), Optional.empty())).isEmpty();
        assertThatThrownBy(() -> WebhookSecret.configured(Optional.empty(), Optional.of(folder.resolve("none"))))
                .isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%%%"})
    void refusesWhatIsNoSecretWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> WebhookSecret.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("c2hvcnQ");
    }
}
