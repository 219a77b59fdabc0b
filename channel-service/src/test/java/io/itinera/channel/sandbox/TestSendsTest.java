package io.itinera.channel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.channel.Settings;
import io.itinera.channel.channel.Outgoing;
import io.itinera.contracts.SendRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestSendsTest {

    private static final String RECIPIENTS = "tests.recipients";

    private static boolean sandboxes(TestSends sends, boolean test, String address) {
        SendRequest request = new SendRequest(
                "m",
                "p",
                "email",
                "t",
                "marketing",
                null,
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                false,
                null,
                test,
                null);
        return sends.sandboxes(new Outgoing(request, address, null, null, null));
    }

    @Test
    void withoutASettingEveryMessageOfATestIsKeptAndNoOther() {
        TestSends sends = TestSends.of(Settings.of().tests());

        assertThat(sandboxes(sends, true, "ann@example.com")).isTrue();
        assertThat(sandboxes(sends, false, "ann@example.com")).isFalse();
    }

    @Test
    void addressesDomainsAndEndpointsThatAreNamedAreReached() {
        TestSends sends = TestSends.of(
                Settings.of(RECIPIENTS, "Ann@example.com, @qa.example,crm").tests());

        assertThat(sandboxes(sends, true, "ann@EXAMPLE.com")).isFalse();
        assertThat(sandboxes(sends, true, "anyone@qa.example")).isFalse();
        assertThat(sandboxes(sends, true, "crm")).isFalse();
        assertThat(sandboxes(sends, true, "ben@example.com")).isTrue();
        assertThat(sandboxes(sends, true, "anyone@sub.qa.example")).isTrue();
        assertThat(sandboxes(sends, true, "ann@example.com@elsewhere.example")).isTrue();
        assertThat(sandboxes(sends, true, "shop")).isTrue();
    }

    @Test
    void aDeploymentMaySendThemAll() {
        TestSends sends = TestSends.of(Settings.of("tests.sends", "real").tests());

        assertThat(sandboxes(sends, true, "ann@example.com")).isFalse();
    }
}
