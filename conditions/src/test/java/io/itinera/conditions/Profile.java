package io.itinera.conditions;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Facts for tests: what is not said is not known. */
record Profile(
        Instant now,
        ZoneId zone,
        Map<Source, Map<String, Object>> data,
        Set<String> segments,
        List<String> messages,
        long events)
        implements Facts {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    static Profile unknown() {
        return new Profile(NOON, ZoneOffset.UTC, Map.of(), Set.of(), List.of(), 0);
    }

    static Profile withTraits(Map<String, Object> traits) {
        return with(Source.TRAIT, traits);
    }

    static Profile with(Source source, Map<String, Object> values) {
        return new Profile(NOON, ZoneOffset.UTC, Map.of(source, values), Set.of(), List.of(), 0);
    }

    Profile in(String zoneId) {
        return new Profile(now, ZoneId.of(zoneId), data, segments, messages, events);
    }

    Profile inSegments(String... keys) {
        return new Profile(now, zone, data, Set.of(keys), messages, events);
    }

    /** Messages as {@code step status}. */
    Profile withMessages(String... met) {
        return new Profile(now, zone, data, segments, List.of(met), events);
    }

    Profile withEvents(long count) {
        return new Profile(now, zone, data, segments, messages, count);
    }

    @Override
    public Map<String, Object> values(Source source) {
        return data.getOrDefault(source, Map.of());
    }

    @Override
    public boolean inSegment(String segment) {
        return segments.contains(segment);
    }

    @Override
    public boolean messageIs(String step, String status) {
        return messages.contains(step + " " + status);
    }

    @Override
    public boolean goalReached(String goal) {
        return segments.contains("goal:" + goal);
    }

    @Override
    public boolean consented(String channel, String purpose) {
        return segments.contains("consent:" + channel + ":" + purpose);
    }

    @Override
    public long eventCount(EventCount asked) {
        return events;
    }
}
