package io.itinera.journey;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** A zone that there is not, whose rules a test changes, as newer time zone data would. */
public final class InventedZone extends ZoneRulesProvider {

    /** Its id. */
    public static final String ID = "Itinera/Invented";

    private static volatile ZoneRules rules = ZoneRules.of(ZoneOffset.UTC);

    static {
        registerProvider(new InventedZone());
    }

    private InventedZone() {}

    /** Its clocks show that at all times. */
    public static void always(int hours) {
        rules = ZoneRules.of(ZoneOffset.ofHours(hours));
    }

    /** Its clocks change once. */
    public static void changes(String local, int before, int after) {
        ZoneOffset from = ZoneOffset.ofHours(before);
        ZoneOffsetTransition change =
                ZoneOffsetTransition.of(LocalDateTime.parse(local), from, ZoneOffset.ofHours(after));
        rules = ZoneRules.of(from, from, List.of(), List.of(change), List.of());
    }

    /** Its clocks show summer time, one hour more, from the first Sunday of that month on, and no longer from October's. */
    public static void summerFrom(Month month) {
        ZoneOffset winter = ZoneOffset.ofHours(1);
        ZoneOffset summer = ZoneOffset.ofHours(2);
        rules = ZoneRules.of(
                winter,
                winter,
                List.of(),
                List.of(
                        ZoneOffsetTransition.of(LocalDateTime.parse("2015-03-01T03:00:00"), winter, summer),
                        ZoneOffsetTransition.of(LocalDateTime.parse("2015-10-04T03:00:00"), summer, winter)),
                List.of(everyYear(month, winter, winter, summer), everyYear(Month.OCTOBER, winter, summer, winter)));
    }

    private static ZoneOffsetTransitionRule everyYear(
            Month month, ZoneOffset standard, ZoneOffset before, ZoneOffset after) {
        return ZoneOffsetTransitionRule.of(
                month, 1, DayOfWeek.SUNDAY, LocalTime.of(3, 0), false, TimeDefinition.WALL, standard, before, after);
    }

    @Override
    protected Set<String> provideZoneIds() {
        return Set.of(ID);
    }

    @Override
    protected ZoneRules provideRules(String id, boolean forCaching) {
        return forCaching ? null : rules;
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String id) {
        return new TreeMap<>(Map.of("1", rules));
    }
}
