package io.itinera.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.DayPart;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuietHoursTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Handling DEFER = new Handling(Handling.Action.DEFER, Duration.ofDays(10));

    private static QuietHours quiet(String key, String from, String to, DayOfWeek... days) {
        return new QuietHours(
                key,
                new Scope(null, null, false),
                new DayPart(Set.of(days), LocalTime.parse(from), LocalTime.parse(to)),
                ZoneOffset.UTC,
                DEFER);
    }

    private static Ruling rule(Instant now, ZoneId zone, QuietHours... all) {
        return new Policies(List.of(), List.of(all)).quiet(asked(now, zone, false, false), now);
    }

    private static Asked asked(Instant at, ZoneId zone, boolean transactional, boolean ignores) {
        return new Asked("m", "p", new Scope.Way("email", "marketing", transactional), zone, ignores, at);
    }

    private static Instant until(Ruling ruling) {
        return ((Ruling.Later) ruling).held().until();
    }

    @Test
    void holdsOverMidnightUntilTheMorningOfTheCustomer() {
        QuietHours night = quiet("night", "22:00", "08:00");

        Ruling late = rule(Instant.parse("2026-11-20T22:30:00Z"), BERLIN, night);
        Ruling early = rule(Instant.parse("2026-11-21T05:00:00Z"), BERLIN, night);

        assertThat(until(late)).isEqualTo(Instant.parse("2026-11-21T07:00:00Z"));
        assertThat(until(early)).isEqualTo(Instant.parse("2026-11-21T07:00:00Z"));
        assertThat(((Ruling.Later) late).held().reason()).isEqualTo("quiet-hours:night");
        assertThat(((Ruling.Later) late).held().zone()).isEqualTo("Europe/Berlin");
        assertThat(rule(Instant.parse("2026-11-21T07:00:00Z"), BERLIN, night)).isInstanceOf(Ruling.Go.class);
        assertThat(rule(Instant.parse("2026-11-20T20:59:59Z"), BERLIN, night)).isInstanceOf(Ruling.Go.class);
    }

    @Test
    void takesItsOwnZoneForACustomerOfWhomNoneIsKnown() {
        assertThat(until(rule(Instant.parse("2026-11-20T22:30:00Z"), null, quiet("night", "22:00", "08:00"))))
                .isEqualTo(Instant.parse("2026-11-21T08:00:00Z"));
    }

    @Test
    void endsWhereTheNextQuietHoursDoWhenTheyFollowEachOther() {
        QuietHours night = quiet("night", "22:00", "08:00");
        QuietHours sunday = quiet("sunday", "00:00", "00:00", DayOfWeek.SUNDAY);

        Ruling saturdayNight = rule(Instant.parse("2026-11-21T22:30:00Z"), BERLIN, night, sunday);

        assertThat(until(saturdayNight)).isEqualTo(Instant.parse("2026-11-23T07:00:00Z"));
    }

    @Test
    void leavesTransactionalMessagesAndThoseThatIgnoreItAlone() {
        Instant night = Instant.parse("2026-11-20T22:30:00Z");
        Policies policies = new Policies(List.of(), List.of(quiet("night", "22:00", "08:00")));

        assertThat(policies.quiet(asked(night, BERLIN, true, false), night)).isInstanceOf(Ruling.Go.class);
        assertThat(policies.quiet(asked(night, BERLIN, false, true), night)).isInstanceOf(Ruling.Go.class);
        QuietHours all = new QuietHours(
                "all",
                new Scope("email", null, true),
                new DayPart(Set.of(), LocalTime.of(22, 0), LocalTime.of(8, 0)),
                BERLIN,
                DEFER);
        assertThat(new Policies(List.of(), List.of(all)).quiet(asked(night, BERLIN, true, false), night))
                .isInstanceOf(Ruling.Later.class);
    }

    @Test
    void dropsWhatWouldWaitTooLong() {
        Instant night = Instant.parse("2026-11-20T22:30:00Z");
        QuietHours impatient = new QuietHours(
                "night",
                new Scope(null, null, false),
                new DayPart(Set.of(), LocalTime.of(22, 0), LocalTime.of(8, 0)),
                BERLIN,
                new Handling(Handling.Action.DEFER, Duration.ofHours(8)));

        assertThat(rule(night, BERLIN, impatient)).isInstanceOf(Ruling.Never.class);
        assertThat(rule(night.plus(Duration.ofHours(1)), BERLIN, impatient)).isInstanceOf(Ruling.Later.class);
    }

    /** A change of clocks in a zone. */
    private record Change(ZoneId zone, ZoneOffsetTransition change) {

        /** Local times at which quiet hours may begin or end: around the change, and within what is skipped or repeated. */
        Stream<LocalTime> edges() {
            LocalDateTime early = change.isGap() ? change.getDateTimeBefore() : change.getDateTimeAfter();
            LocalDateTime late = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
            return Stream.of(early, early.plus(Duration.between(early, late).dividedBy(2)), late)
                    .map(LocalDateTime::toLocalTime);
        }

        List<Instant> moments() {
            Instant at = change.getInstant();
            return List.of(
                    at.minus(Duration.ofHours(20)),
                    at.minus(Duration.ofMinutes(45)),
                    at.minusSeconds(1),
                    at,
                    at.plus(Duration.ofMinutes(20)),
                    at.plus(Duration.ofHours(1)),
                    at.plus(Duration.ofHours(9)));
        }
    }

    private static List<Change> changes() {
        List<Change> all = new ArrayList<>();
        Instant end = Instant.parse("2036-01-01T00:00:00Z");
        for (String id : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(id);
            ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.parse("2020-01-01T00:00:00Z"));
            while (change != null && change.getInstant().isBefore(end)) {
                all.add(new Change(zone, change));
                change = zone.getRules().nextTransition(change.getInstant());
            }
        }
        return all;
    }

    /**
     * Every change of clocks of every zone from 2020 to 2035, quiet hours over midnight, and such whose edges the change skips or repeats.
     * What is expected is found by other means: the hours of six days as intervals, and the end of the interval that the moment lies in.
     */
    @Test
    void endsAtTheFirstMomentThatIsAllowedAroundEveryChangeOfClocks() {
        List<Change> changes = changes();
        assertThat(changes).hasSizeGreaterThan(5_000);
        for (Change change : changes) {
            holds(change, LocalTime.of(22, 0), LocalTime.of(8, 0));
            change.edges().forEach(edge -> {
                holds(change, LocalTime.of(21, 30), edge);
                holds(change, edge, LocalTime.of(9, 0));
            });
        }
    }

    private static void holds(Change change, LocalTime from, LocalTime to) {
        QuietHours night = quiet("night", from.toString(), to.toString());
        Policies policies = new Policies(List.of(), List.of(night));
        if (from.equals(to)) {
            return;
        }
        for (Instant now : change.moments()) {
            Instant expected = now;
            for (Instant[] closed : intervals(change.zone(), from, to, now)) {
                if (!expected.isBefore(closed[0]) && expected.isBefore(closed[1])) {
                    expected = closed[1];
                }
            }
            Ruling ruling = policies.quiet(asked(now, change.zone(), false, false), now);
            assertThat(ruling instanceof Ruling.Later later ? later.held().until() : now)
                    .as("%s to %s at %s in %s", from, to, now, change.zone())
                    .isEqualTo(expected);
        }
    }

    private static List<Instant[]> intervals(ZoneId zone, LocalTime from, LocalTime to, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, zone).minusDays(2);
        return Stream.iterate(day, d -> d.plusDays(1))
                .limit(6)
                .map(d -> new Instant[] {
                    first(d.atTime(from), zone), first((to.isAfter(from) ? d : d.plusDays(1)).atTime(to), zone)
                })
                .toList();
    }

    /** The first moment at which the clock shows this time, else the end of the gap that swallows it. */
    private static Instant first(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty()
                ? zone.getRules().getTransition(local).getInstant()
                : offsets.stream().map(local::toInstant).min(Instant::compareTo).orElseThrow();
    }
}
