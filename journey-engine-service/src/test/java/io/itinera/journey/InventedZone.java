package io.itinera.journey;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
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
