package io.itinera.local.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which ports of this machine a server could listen on. */
class PortsTest {

    private final int port = Ports.free();

    @Test
    void isNotFreeWhereSomebodyListensOnAllInterfaces() throws IOException {
        try (ServerSocket _ = new ServerSocket(port)) {
            assertThat(Ports.isFree(port)).isFalse();
            assertThat(Ports.isOpen(port)).isTrue();
            assertThatThrownBy(() -> Ports.requireFree(port, "Kafka"))
                    .isInstanceOf(BackEndException.class)
                    .hasMessage("port %d for Kafka is taken", port);
        }
        assertThat(Ports.isFree(port)).isTrue();
        assertThat(Ports.isOpen(port)).isFalse();
    }

    @Test
    void isNotFreeWhereSomebodyListensOnLoopback() throws IOException {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.isFree(port)).isFalse();
        }
        assertThat(Ports.isFree(port)).isTrue();
    }

    /** The back ends are started at the same time: one looks at its port while the next one's process is made. */
    @Test
    void isFreeAlsoWhileProcessesAreStarted(@TempDir Path dir) {
        CompletableFuture<Void> starts = CompletableFuture.runAsync(() -> IntStream.range(0, 500)
                .forEach(_ -> ChildProcess.run("true", List.of("true"), dir, dir.resolve("log"))));

        long taken = 0;
        while (!starts.isDone()) {
            taken += Ports.isFree(port) ? 0 : 1;
        }

        starts.join();
        assertThat(taken)
                .as("times that nobody had the port and it was called taken")
                .isZero();
    }
}
