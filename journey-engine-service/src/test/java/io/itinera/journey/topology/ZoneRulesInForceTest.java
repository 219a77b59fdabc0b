package io.itinera.journey.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.journey.InventedZone;
import java.time.Month;
import org.junit.jupiter.api.Test;

/** The fingerprint of the rules of time zones. */
class ZoneRulesInForceTest {

    private static String always(int hours) {
        InventedZone.always(hours);
        return ZoneRulesInForce.found();
    }

    private static String changing(String local, int before, int after) {
        InventedZone.changes(local, before, after);
        return ZoneRulesInForce.found();
    }

    @Test
    void changesWithTheRulesOfAnyZone() {
        assertThat(always(1)).isEqualTo(always(1)).isNotEqualTo(always(2));
        assertThat(changing("2030-03-31T02:00:00", 1, 2))
                .isNotEqualTo(always(1))
                .isNotEqualTo(changing("2030-03-31T03:00:00", 1, 2));
    }

    @Test
    void changesWithTheRuleByWhichAZoneChangesEveryYear() {
        InventedZone.summerFrom(Month.MARCH);
        String march = ZoneRulesInForce.found();
        InventedZone.summerFrom(Month.APRIL);

        assertThat(ZoneRulesInForce.found()).isNotEqualTo(march);
    }

    @Test
    void doesNotChangeWhereOnlyHistoryIsMended() {
        assertThat(changing("1978-03-31T02:00:00", 1, 2)).isEqualTo(always(2));
    }

    @Test
    void isTheSameForAllThatComputeByTheSameRules() {
        InventedZone.always(1);
        String one = new ZoneRulesInForce().fingerprint();

        assertThat(one).hasSize(32).isEqualTo(new ZoneRulesInForce().fingerprint());
    }
}
