package io.itinera.journey.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itinera.journey.Fixture;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the API server is spoken to, without anything that looks again by itself. */
class ApiServerTest {

    private final KubernetesApi server = new KubernetesApi();
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path credentials;

    private ApiServer api;

    private record Config(URI apiServer, Path credentials) implements ClusterConfig {
        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public String interval() {
            return "1s";
        }

        @Override
        public Duration resync() {
            return Duration.ofMinutes(10);
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(5);
        }
    }

    @BeforeEach
    void start() throws IOException {
        Path theirs = Path.of(server.start().get("itinera.journey.cluster.credentials"));
        for (String file : List.of("token", "ca.crt", "namespace")) {
            Files.copy(theirs.resolve(file), credentials.resolve(file));
        }
        api = new ApiServer(new Config(URI.create(KubernetesApi.url()), credentials), vertx);
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        server.stop();
    }

    @Test
    void aWatchTellsEachChangeSinceTheList() {
        Kubectl.apply(Kubectl.journey(Fixture.cart("before", "PT1H")));
        ApiServer.Listed listed = api.list();
        assertThat(listed.items()).extracting(JourneyResource::name).containsExactly("before");
        Kubectl.apply(Kubectl.journey(Fixture.cart("between", "PT1H")));

        Watch watch = api.watch(listed.resourceVersion());
        assertThat(next(watch)).extracting(JourneyResource::name).containsExactly("between");
        Kubectl.patch("before", "{\"publish\": true}");
        assertThat(next(watch)).singleElement().satisfies(changed -> {
            assertThat(changed.name()).isEqualTo("before");
            assertThat(changed.generation()).isEqualTo(2);
            assertThat(changed.publish()).isTrue();
        });
        assertThat(watch.isOver()).isFalse();
        watch.close();
    }

    @Test
    void aWatchIsOverWhenTheServerHasForgottenFromWhere() {
        Watch watch = api.watch(api.list().resourceVersion());
        Kubectl.stage("forget");

        Awaitility.await().until(() -> watch.changed().isEmpty() && watch.isOver());
        assertThat(watch.isRefused()).isFalse();
    }

    @Test
    void aWatchIsOverWhenTheServerGoesAway() {
        Watch watch = api.watch(api.list().resourceVersion());
        Kubectl.stage("away");

        Awaitility.await().until(() -> watch.changed().isEmpty() && watch.isOver());
        assertThatThrownBy(api::list).isInstanceOf(ClusterException.class);
    }

    @Test
    void theTokenIsReadAnewForEachCall() throws IOException {
        String token = Files.readString(credentials.resolve("token"));
        Files.writeString(credentials.resolve("token"), "expired");
        assertThatThrownBy(api::list).hasMessage("the API server answered GET journeys with 401");
        Watch watch = api.watch("1");
        Awaitility.await().until(watch::isRefused);

        Files.writeString(credentials.resolve("token"), token);
        assertThat(api.list().items()).isEmpty();
    }

    @Test
    void aServerThatTheClustersAuthorityDoesNotVouchForIsNotSpokenTo(@TempDir Path other) throws IOException {
        Authority.in(other);
        Files.writeString(credentials.resolve("ca.crt"), Files.readString(other.resolve("ca.crt")));

        assertThatThrownBy(api::list)
                .hasMessage("the API server did not answer: SSLHandshakeException")
                .isInstanceOf(ClusterException.class);
    }

    @Test
    void finalizersOfOthersStayAndAreNotWrittenOverWhatWasNotRead() {
        Kubectl.apply(Kubectl.journey(Fixture.cart("held", "PT1H")));
        JourneyResource seen = api.get("held").orElseThrow();
        JourneyResource held = api.hold(seen);
        assertThat(held.isHeld()).isTrue();

        assertThatThrownBy(() -> api.hold(seen)).hasMessage("the API server answered PATCH /held with 409");
        assertThat(api.release(held).finalizers()).isEmpty();
        assertThat(api.get("nobody")).isEmpty();
    }

    private static List<JourneyResource> next(Watch watch) {
        return Awaitility.await().until(watch::changed, changed -> !changed.isEmpty());
    }
}
