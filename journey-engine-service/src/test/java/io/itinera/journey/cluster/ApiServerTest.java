package io.itinera.journey.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.itinera.contracts.Wire;
import io.itinera.journey.Fixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import javax.net.ssl.SSLHandshakeException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of the API server, by nobody but the test. */
class ApiServerTest {

    private final KubernetesApi server = new KubernetesApi();

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void finalizersOfOthersStayAndAreNotWrittenOverWhatWasNotRead() {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            ApiServer api = new ApiServer(client);
            Kubectl.apply(Kubectl.journey(Fixture.cart("held", "PT1H")));
            JourneyResource seen = api.get("held").orElseThrow();
            JourneyResource held = api.hold(seen);
            assertThat(held.isHeld()).isTrue();

            assertThatThrownBy(() -> api.hold(seen))
                    .asInstanceOf(InstanceOfAssertFactories.type(KubernetesClientException.class))
                    .returns(409, KubernetesClientException::getCode);
            assertThat(api.release(held).finalizers()).isEmpty();
        }
    }

    @Test
    void aResourceThatIsGoneNeedsNoStatus() {
        try (KubernetesClient client = new KubernetesClientBuilder().build()) {
            ApiServer api = new ApiServer(client);
            Kubectl.apply(Kubectl.journey(Fixture.cart("gone", "PT1H")));
            JourneyResource seen = api.get("gone").orElseThrow();
            Kubectl.delete("gone");

            assertThat(api.get("gone")).isEmpty();
            api.tell(seen, ResourceStatus.none().patch(Wire.JSON.createObjectNode(), Instant.EPOCH));
            assertThat(api.get("gone")).isEmpty();
        }
    }

    @Test
    void aServerThatTheClustersAuthorityDoesNotVouchForIsNotSpokenTo(@TempDir Path other) throws IOException {
        Authority.in(other);
        Config strangers = new ConfigBuilder(Config.autoConfigure(null))
                .withCaCertFile(other.resolve("ca.crt").toString())
                .withRequestRetryBackoffLimit(0)
                .build();

        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(strangers).build()) {
            ApiServer api = new ApiServer(client);
            assertThatThrownBy(() -> api.get("any"))
                    .isInstanceOf(KubernetesClientException.class)
                    .hasStackTraceContaining(SSLHandshakeException.class.getName());
        }
    }
}
