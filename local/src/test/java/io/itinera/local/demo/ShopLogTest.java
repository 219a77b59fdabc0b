package io.itinera.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopLogTest {

    private final List<ShopEvent> log = ShopLog.read();

    @Test
    void readsEveryRowAndKeepsTheOneThatIsCutOffWithoutItsShopper() {
        assertThat(log).hasSize(17_435);
        assertThat(log).filteredOn(row -> !row.isWhole()).singleElement().isEqualTo(log.getLast());
        assertThat(log.getLast().productId()).isEqualTo("10900305");
    }

    @Test
    void isInOrderOfTime() {
        assertThat(log).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }

    @Test
    void noShopperBuysNearTheEndOfTheCartsPauseSoThatTheReplaysJitterCannotChangeTheNumbers() {
        Map<String, Instant> carts = new HashMap<>();
        for (ShopEvent row : log) {
            if (row.kind() == ShopEvent.Kind.CART) {
                carts.putIfAbsent(row.userId(), row.at());
            } else if (row.kind() == ShopEvent.Kind.PURCHASE && carts.containsKey(row.userId())) {
                assertThat(Duration.between(carts.get(row.userId()), row.at())).isLessThan(Duration.ofMinutes(20));
            }
        }
    }

    @Test
    void theExpectedNumbersAreThoseOfThisLog() throws Exception {
        DemoExpectation expected = DemoExpectation.compute();

        assertThat(expected.refused()).isEqualTo(1);
        assertThat(expected.profiles()).isEqualTo(4504);
        assertThat(expected.entered()).isEqualTo(111);
        assertThat(expected.thanked()).isEqualTo(214);
        assertThat(expected.sent() + expected.suppressed())
                .isEqualTo(expected.entered() - expected.leftByPurchase() + expected.thanked());
        assertThat(expected.opened()).isBetween(expected.clicked(), expected.sent());
    }
}
