package io.itinera.profile.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itinera.contracts.Identifier;
import io.itinera.contracts.ProfileSnapshot;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DedupeWindowTest {

    private static Long counted(String window, int... seconds) {
        TopologyFixture service = new TopologyFixture(TopologyFixture.HERE, new DedupeWindow(Duration.parse(window)));
        try {
            for (int second : seconds) {
                service.send(Events.track("m-1", "Bought").by("42", null).later(second));
            }
            ProfileSnapshot profile =
                    service.profiles().get(Identifier.parse("userId:42").derivedProfileId());
            return Map.copyOf(profile.eventCounts()).get("Bought");
        } finally {
            service.close();
        }
    }

    @Test
    void aShorterWindowForgetsSooner() {
        assertThat(counted("PT1H", 0, 3_599)).isEqualTo(1);
        assertThat(counted("PT1H", 0, 3_601)).isEqualTo(2);
    }

    @Test
    void aLongerWindowRecognisesARepeatDaysLater() {
        int day = 86_400;
        assertThat(counted("P7D", 0, 3 * day, 7 * day - 1)).isEqualTo(1);
        assertThat(counted("P7D", 0, 7 * day + 1)).isEqualTo(2);
    }

    @Test
    void aDayKeepsTwo() {
        assertThat(DedupeWindow.DAY.kept()).isEqualTo(Duration.ofDays(2));
        assertThat(new DedupeWindow(Duration.ofHours(1)).kept()).isEqualTo(Duration.ofDays(2));
        assertThat(new DedupeWindow(Duration.ofDays(7)).kept()).isEqualTo(Duration.ofDays(8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT59S", "PT-24H", "P32D"})
    void aWindowThatIsTooShortOrTooLongIsNone(String length) {
        assertThatThrownBy(() -> new DedupeWindow(Duration.parse(length)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 1 minute to 31 days");
    }
}
