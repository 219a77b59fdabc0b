package io.itinera.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Time alone changes a condition when it is said to, and not in between. */
class NextChangeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private record At(Instant now, Map<String, Object> traits) implements Facts {
        @Override
        public ZoneId zone() {
            return BERLIN;
        }

        @Override
        public Map<String, Object> values(Source source) {
            return source == Source.TRAIT ? traits : Map.of();
        }
    }

    @Test
    void aDateIsNearFromItsOwnMomentOn() {
        Condition near = Conditions.parse(Map.of("trait", "renewal", "before", "P30D"), "");
        Map<String, Object> traits = Map.of("renewal", "2027-01-10T09:00:00Z");

        Instant change = Conditions.nextChange(near, new At(NOON, traits));

        assertThat(near.test(new At(NOON, traits))).isFalse();
        assertThat(change).isEqualTo("2026-12-11T09:00:00Z");
        assertThat(near.test(new At(change.plusMillis(1), traits))).isTrue();
    }

    @Test
    void aConstantTimeAndAMissingValueNeverChangeByThemselves() {
        assertThat(Conditions.nextChange(
                        Conditions.parse(Map.of("trait", "renewal", "before", "2027-01-01"), ""),
                        new At(NOON, Map.of("renewal", "2026-12-24"))))
                .isNull();
        assertThat(Conditions.nextChange(
                        Conditions.parse(Map.of("trait", "renewal", "within", "P1D"), ""), new At(NOON, Map.of())))
                .isNull();
    }

    @Property(tries = 400)
    void nothingChangesBeforeTheNextChange(
            @ForAll @IntRange(min = -60, max = 60) int offsetDays,
            @ForAll @IntRange(min = 0, max = 86_399) int second,
            @ForAll @IntRange(min = 0, max = 3) int kind,
            @ForAll @IntRange(min = 1, max = 40) int days) {
        Instant value = NOON.plus(Duration.ofDays(offsetDays)).plusSeconds(second);
        Map<String, Object> traits = Map.of("at", value.toString());
        Object json =
                switch (kind) {
                    case 0 -> Map.of("trait", "at", "within", "P" + days + "D");
                    case 1 -> Map.of("trait", "at", "before", "P" + days + "D");
                    case 2 -> Map.of("trait", "at", "after", "-PT" + days * 24 + "H");
                    default -> Map.of("trait", "at", "between", java.util.List.of("-P" + days + "D", "P1M"));
                };
        Condition condition = Conditions.parse(json, "");
        Instant now = NOON;
        boolean verdict = condition.test(new At(now, traits));
        Instant next = Conditions.nextChange(condition, new At(now, traits));
        for (int hour = 1; hour < 24 * 130; hour++) {
            Instant then = NOON.plus(Duration.ofHours(hour));
            while (next != null && !next.isAfter(then)) {
                assertThat(next).isAfter(now);
                now = next;
                verdict = condition.test(new At(now, traits));
                next = Conditions.nextChange(condition, new At(now, traits));
            }
            assertThat(condition.test(new At(then, traits)))
                    .as("%s at %s", condition, then)
                    .isEqualTo(verdict);
        }
    }
}
