package io.itinera.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResolverTest {

    private static Vertx vertx;

    private final AddressGuard strict = new AddressGuard(false, Set.of(), "a.setting");
    private final AddressGuard local = new AddressGuard(true, Set.of(), "a.setting");
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "10.0.0.1",
                "[::ffff:10.0.0.1]",
                "[::ffff:192.168.0.1]",
                "[::ffff:169.254.169.254]",
                "127.0.0.1",
                "[::1]",
                "localhost"
            })
    void handsOutNoInnerAddressThoughTheUrlNamesIt(String host) {
        assertThat(ask(new Resolver(vertx, strict, () -> now), host)).isEmpty();
    }

    @Test
    void aNameThatResolvesToLoopbackIsNotCalledEvenWhereThisMachineMayBe() {
        assertThat(ask(of(local, "127.0.0.1"), "shop.example")).isEmpty();
        assertThat(ask(of(local, "::1"), "shop.example")).isEmpty();
        assertThat(ask(new Resolver(vertx, local, () -> now), "127.0.0.1")).hasValue("127.0.0.1");
    }

    @Test
    void handsOutTheFirstAddressThatMayBeCalled() {
        assertThat(ask(of(strict, "10.0.0.1 93.184.216.34"), "shop.example")).hasValue("93.184.216.34");
    }

    @Test
    void aNameThatTurnsToAnInnerAddressKeepsTheCheckedOneAndThenGetsNowhere() {
        Resolver resolver = of(strict, "93.184.216.34", "10.0.0.1");

        assertThat(ask(resolver, "shop.example")).hasValue("93.184.216.34");
        now = now.plus(Duration.ofSeconds(29));
        assertThat(ask(resolver, "shop.example")).hasValue("93.184.216.34");
        now = now.plus(Duration.ofSeconds(1));
        assertThat(ask(resolver, "shop.example")).isEmpty();
    }

    @Test
    void failsWhenTheNameIsNotKnown() {
        Resolver resolver = new Resolver(vertx, strict, () -> now, host -> {
            throw new UnknownHostException(host);
        });

        assertThatThrownBy(() -> ask(resolver, "shop.example")).hasCauseInstanceOf(UnknownHostException.class);
    }

    private static Optional<String> ask(Resolver resolver, String host) {
        return resolver.resolve(host).toCompletionStage().toCompletableFuture().join();
    }

    /** Each look-up answers with the next of these: addresses, separated by a space. */
    private Resolver of(AddressGuard guard, String... answers) {
        Deque<String> next = new ArrayDeque<>(List.of(answers));
        return new Resolver(vertx, guard, () -> now, _ -> addresses(next.remove()));
    }

    private static InetAddress[] addresses(String answer) throws UnknownHostException {
        InetAddress[] all = new InetAddress[answer.split(" ").length];
        for (int i = 0; i < all.length; i++) {
            all[i] = InetAddress.getByName(answer.split(" ")[i]);
        }
        return all;
    }
}
