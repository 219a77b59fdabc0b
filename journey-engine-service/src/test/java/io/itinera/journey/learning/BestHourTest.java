package io.itinera.journey.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BestHourTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static BestHour best(String now, String within, ZoneId zone, Map<Integer, Long> hours) {
        Instant from = Instant.parse(now);
        return BestHour.of(BestHour.until(from.plus(Duration.parse(within)), from, zone), hours);
    }

    @Test
    void waitsForTheHourInTheProfilesZone() {
        assertThat(best("2026-01-05T09:20:00Z", "PT24H", BERLIN, Map.of(18, 5L)).at())
                .isEqualTo("2026-01-05T17:00:00Z");
    }

    @Test
    void doesNotWaitWithinTheBestHour() {
        assertThat(best("2026-01-05T17:20:00Z", "PT24H", BERLIN, Map.of(18, 5L)).at())
                .isEqualTo("2026-01-05T17:20:00Z");
    }

    @Test
    void takesTheBestOfTheHoursThatComeInTime() {
        assertThat(best("2026-01-05T09:20:00Z", "PT4H", BERLIN, Map.of(18, 50L, 13, 2L))
                        .at())
                .isEqualTo("2026-01-05T12:00:00Z");
    }

    @Test
    void anHourBesideTheBestIsBetterThanAnyOther() {
        assertThat(best("2026-01-05T11:20:00Z", "PT5H30M", BERLIN, Map.of(18, 5L, 14, 2L))
                        .hour())
                .isEqualTo(17);
    }

    @Test
    void anHourThatDaylightSavingSkipsIsNoneOfThatDay() {
        assertThat(best("2026-03-28T23:30:00Z", "PT24H", BERLIN, Map.of(2, 5L)).at())
                .isEqualTo("2026-03-29T00:00:00Z");
        assertThat(best("2026-03-29T00:30:00Z", "PT20H", BERLIN, Map.of(2, 5L)).hour())
                .isIn(1, 3);
    }

    @Test
    void anHourThatOccursTwiceBeginsOnce() {
        assertThat(best("2026-10-24T22:30:00Z", "PT24H", BERLIN, Map.of(2, 5L)).at())
                .isEqualTo("2026-10-25T00:00:00Z");
    }

    @Property(tries = 500)
    void isNeverBeforeNowNorLaterThanAllowedAndHasTheHourOfItsMoment(
            @ForAll("zones") ZoneId zone,
            @ForAll @LongRange(max = 16L * 366 * 24 * 60) long minutes,
            @ForAll @IntRange(min = 1, max = 7 * 24) int within,
            @ForAll @IntRange(max = 23) int liked) {
        Instant now = LocalDate.of(2020, 1, 1).atStartOfDay(zone).toInstant().plus(Duration.ofMinutes(minutes));
        Instant latest = now.plus(Duration.ofHours(within));
        List<BestHour> moments = BestHour.until(latest, now, zone);

        BestHour best = BestHour.of(moments, Map.of(liked, 3L));

        assertThat(best.at()).isBetween(now, latest);
        assertThat(best.at().atZone(zone).getHour()).isEqualTo(best.hour());
        assertThat(moments).extracting(BestHour::at).isSorted().doesNotHaveDuplicates();
        if (within >= 24 + 2) {
            assertThat(Math.floorMod(best.hour() - liked + 1, 24)).isLessThanOrEqualTo(2);
        }
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "UTC",
                        "Europe/Berlin",
                        "America/New_York",
                        "Australia/Lord_Howe",
                        "Asia/Kathmandu",
                        "Pacific/Apia")
                .map(ZoneId::of);
    }
}
