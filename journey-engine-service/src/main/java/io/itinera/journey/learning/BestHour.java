package io.itinera.journey.learning;

import io.itinera.conditions.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The moments at which something can be done: now, and the beginning of each local hour that follows. An hour that daylight saving skips
 * has no beginning, one that occurs twice has its first.
 *
 * @param at the moment
 * @param hour on the local clock, 0 to 23
 */
public record BestHour(Instant at, int hour) {

    /** More days ahead are no best hour but another plan. */
    private static final int MOST_DAYS = 8;

    /** All moments from now until {@code latest}, in order. */
    public static List<BestHour> until(Instant latest, Instant now, ZoneId zone) {
        List<BestHour> moments = new ArrayList<>();
        moments.add(of(now, zone));
        LocalDate first = LocalDate.ofInstant(now, zone);
        for (LocalDate day = first; day.isBefore(first.plusDays(MOST_DAYS)); day = day.plusDays(1)) {
            for (int hour = 0; hour < 24; hour++) {
                Instant at = Span.instant(day.atTime(hour, 0), zone);
                boolean begun = at.atZone(zone).getHour() == hour;
                if (begun && at.isAfter(now) && !at.isAfter(latest)) {
                    moments.add(new BestHour(at, hour));
                }
            }
        }
        return moments;
    }

    private static BestHour of(Instant at, ZoneId zone) {
        return new BestHour(at, at.atZone(zone).getHour());
    }

    /**
     * The moment whose hour was answered in most, neighbouring hours counting half; the earliest of several.
     *
     * @param hours weight by local hour
     */
    public static BestHour of(List<BestHour> moments, Map<Integer, Long> hours) {
        return moments.stream()
                .sorted(Comparator.<BestHour>comparingLong(m -> -around(hours, m.hour()))
                        .thenComparing(BestHour::at))
                .findFirst()
                .orElseThrow();
    }

    private static long around(Map<Integer, Long> hours, int hour) {
        return 2 * hours.getOrDefault(hour, 0L)
                + hours.getOrDefault((hour + 1) % 24, 0L)
                + hours.getOrDefault((hour + 23) % 24, 0L);
    }
}
