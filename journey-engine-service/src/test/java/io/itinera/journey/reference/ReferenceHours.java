package io.itinera.journey.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The moments at which a message can go out: now, and when the clock comes to an hour that it has not shown before. */
final class ReferenceHours {

    private final Instant now;
    private final Instant latest;
    private final ZoneId zone;
    final List<Instant> all = new ArrayList<>();

    /** Looks at the clock each minute, as long as the wait may last. */
    ReferenceHours(Instant now, Instant latest, ZoneId zone) {
        this.now = now;
        this.latest = latest;
        this.zone = zone;
        Set<LocalDateTime> shown = new HashSet<>();
        all.add(now);
        shown.add(hour(now));
        Instant minute = now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        for (Instant at = minute; !at.isAfter(latest); at = at.plus(Duration.ofMinutes(1))) {
            if (shown.add(hour(at))) {
                all.add(at);
            }
        }
    }

    private LocalDateTime hour(Instant at) {
        return LocalDateTime.ofInstant(at, zone).truncatedTo(ChronoUnit.HOURS);
    }

    /** The one at whose hour most was answered, the hours beside it counting half; the first of several. */
    Instant best(Map<Integer, Long> answers) {
        Instant best = now;
        for (Instant at : all) {
            if (around(answers, at) > around(answers, best)) {
                best = at;
            }
        }
        return best;
    }

    private double around(Map<Integer, Long> answers, Instant at) {
        int hour = hour(at).getHour();
        return answers.getOrDefault(hour, 0L)
                + 0.5 * answers.getOrDefault((hour + 1) % 24, 0L)
                + 0.5 * answers.getOrDefault((hour + 23) % 24, 0L);
    }

    /** When the clock comes to that time, if that is soon enough; else now. */
    Instant at(String time) {
        if (time == null) {
            return now;
        }
        LocalDate today = LocalDate.ofInstant(now, zone);
        Instant at = Stream.of(today.minusDays(1), today, today.plusDays(1))
                .map(day -> ReferenceCalendar.instant(day.atTime(LocalTime.parse(time)), zone))
                .filter(moment -> !moment.isBefore(now))
                .findFirst()
                .orElseThrow();
        return at.isAfter(latest) ? now : at;
    }
}
