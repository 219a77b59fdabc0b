package io.itinera.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SenderKeyTest {

    @Test
    void isTheUserNameOfBasicWhateverThePassword() {
        assertThat(SenderKey.in("Basic " + base64("wk_1:"))).isEqualTo("wk_1");
        assertThat(SenderKey.in("basic " + base64("wk_1:ignored"))).isEqualTo("wk_1");
        assertThat(SenderKey.in("Basic " + base64("wk_1"))).isEqualTo("wk_1");
    }

    @Test
    void isABearerToken() {
        assertThat(SenderKey.in("Bearer wk_1")).isEqualTo("wk_1");
    }

    @Test
    void isAbsentInAnythingElse() {
        assertThat(SenderKey.in(null)).isNull();
        assertThat(SenderKey.in("Digest x")).isNull();
        assertThat(SenderKey.in("Basic !")).isNull();
    }

    @Property(tries = 300)
    void neverFailsOnAHeader(@ForAll String header) {
        assertThat(SenderKey.in("Basic " + header))
                .satisfiesAnyOf(k -> assertThat(k).isNull(), k -> assertThat(k).isNotNull());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
