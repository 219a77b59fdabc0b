package io.itinera.journey.definition;

import io.itinera.conditions.Facts;
import io.itinera.conditions.Source;
import io.itinera.journey.InventedZone;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Each moment from 2020 to 2035 at which the clocks of any zone change, and what a local time means there: found by other means than
 * what is tested, from the offsets that are valid for a local time, and by trying days one after the other.
 */
final class ClockChanges {

    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2036-01-01T00:00:00Z");

    /** All of them. */
    static final List<Transition> ALL = all();

    private ClockChanges() {}

    /** A change of clocks. */
    record Transition(ZoneId zone, ZoneOffsetTransition change) {

        /** Local times around the change: before it, at its edges, within what is skipped or repeated, and after it. */
        Stream<LocalDateTime> around() {
            LocalDateTime early = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
            LocalDateTime late = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
            Duration half = Duration.between(early, late).dividedBy(2);
            return Stream.of(
                    early.minusMinutes(1), early, early.plus(half), late.minusSeconds(1), late, late.plusMinutes(1));
        }
    }

    /** A profile in a zone, of whom no more than traits is known. */
    record Clock(Instant now, ZoneId zone, Map<String, Object> traits) implements Facts {

        Clock(Instant now, ZoneId zone) {
            this(now, zone, Map.of());
        }

        @Override
        public Map<String, Object> values(Source source) {
            return source == Source.TRAIT ? traits : Map.of();
        }
    }

    private static List<Transition> all() {
        List<Transition> all = new ArrayList<>();
        for (String id : ZoneId.getAvailableZoneIds()) {
            if (id.equals(InventedZone.ID)) {
                // Its rules change while tests run.
                continue;
            }
            ZoneId zone = ZoneId.of(id);
            ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
            while (change != null && change.getInstant().isBefore(TO)) {
                all.add(new Transition(zone, change));
                change = zone.getRules().nextTransition(change.getInstant());
            }
        }
        return List.copyOf(all);
    }

    /** Moments before the change, at it, and after it. */
    static List<Instant> moments(Transition transition) {
        Instant at = transition.change().getInstant();
        return List.of(at.minus(20, ChronoUnit.HOURS), at.minusSeconds(1), at, at.plusSeconds(1), at.plusSeconds(3601));
    }

    /** So many days, from two before a moment on. */
    static Stream<LocalDate> days(Instant since, ZoneId zone, int count) {
        LocalDate day = LocalDate.ofInstant(since, zone);
        return Stream.iterate(day.minusDays(2), d -> d.plusDays(1)).limit(count);
    }

    /** The first moment at which the clock shows the time, else the first one at which it shows a later time. */
    static Instant expected(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (!offsets.isEmpty()) {
            return offsets.stream()
                    .map(local::toInstant)
                    .min(Instant::compareTo)
                    .orElseThrow();
        }
        Instant before = local.toInstant(ZoneOffset.MAX);
        return zone.getRules().nextTransition(lastBefore(local, before, zone)).getInstant();
    }

    private static Instant lastBefore(LocalDateTime local, Instant early, ZoneId zone) {
        Instant at = early;
        ZoneOffsetTransition next = zone.getRules().nextTransition(at);
        while (next.getDateTimeAfter().isBefore(local)) {
            at = next.getInstant();
            next = zone.getRules().nextTransition(at);
        }
        return at;
    }
}
