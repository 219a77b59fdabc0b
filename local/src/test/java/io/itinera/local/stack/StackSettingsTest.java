package io.itinera.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itinera.local.backend.BackEndException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackSettingsTest {

    private static final Path ROOT = Path.of("/repository");

    @Test
    void everyPortCanBeMovedByItsVariable() {
        for (StackPort port : StackPort.values()) {
            StackSettings moved = StackSettings.from(ROOT, Map.of(port.variable(), "4242"));

            assertThat(moved.port(port)).isEqualTo(4242);
            assertThat(StackSettings.from(ROOT, Map.of()).port(port)).isEqualTo(port.standard());
        }
    }

    @Test
    void aPortThatIsNoNumberIsRefusedByName() {
        assertThatThrownBy(() -> StackSettings.from(ROOT, Map.of("ITINERA_INTAKE_PORT", "eighty")))
                .isInstanceOf(BackEndException.class)
                .hasMessageContaining("ITINERA_INTAKE_PORT is \"eighty\"");
    }

    @Test
    void aTakenPortIsNamedWithTheWayOut() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StackSettings settings =
                    StackSettings.from(ROOT, Map.of("ITINERA_INTAKE_PORT", Integer.toString(other.getLocalPort())));

            assertThat(settings.takenPorts(false))
                    .contains("port %d for intake is taken".formatted(other.getLocalPort()))
                    .contains("ITINERA_INTAKE_PORT=");
        }
    }

    @Test
    void aTestsPortsAreAllDifferent() {
        assertThat(StackSettings.onRandomPorts(ROOT, ROOT).ports().values()).doesNotHaveDuplicates();
    }

    @Test
    void aServiceIsKnownByItsModuleItsPortAndItsShortName() {
        assertThat(StackService.byName("profiles")).contains(StackService.PROFILE);
        assertThat(StackService.byName("profile-service")).contains(StackService.PROFILE);
        assertThat(StackService.byName("Profile")).contains(StackService.PROFILE);
        assertThat(StackService.byName("nobody")).isEmpty();
    }
}
