package io.itinera.profile.proof;

import io.itinera.conditions.Condition;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.contracts.Consents;
import io.itinera.profile.segment.Definition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Memberships the plain way: everything that a profile did is there, and each condition is asked anew. No index, no bound, no memory;
 * slow, and simple enough to be believed. Previews use it, and the check that holds the live memberships against it.
 *
 * @param traits latest traits
 * @param consents what the customer agreed to and refused
 * @param occurrences every event, page and screen with a name
 * @param definitions of segments by key
 */
public record PlainProfile(
        Map<String, Object> traits,
        Map<String, Boolean> consents,
        List<Occurrence> occurrences,
        Map<String, Definition.Version> definitions) {

    /**
     * Something that the profile did.
     *
     * @param name event, page or screen
     * @param at when it happened, not later than when it came in
     * @param received when it came in
     * @param properties as sent
     */
    public record Occurrence(String name, Instant at, Instant received, Map<String, Object> properties) {

        /** Whether it is what is counted, at whatever time. */
        boolean isA(EventCount asked, ZoneId zone) {
            return name.equals(asked.event())
                    && (asked.where() == null || asked.where().test(new OfEvent(this, zone)));
        }

        /** Whether it is not too long ago to be counted. */
        boolean isWithin(EventCount asked, Instant now, ZoneId zone) {
            return asked.within() == null || asked.within().after(at, zone).isAfter(now);
        }
    }

    /** Whether the profile is in the segment at that time. A segment that is not known has nobody. */
    public boolean in(String segment, Instant now) {
        Definition.Version definition = definitions.get(segment);
        return definition != null && definition.condition().test(new AsOf(this, now, definition.zone()));
    }

    /** Whether a condition holds at that time, in UTC where the profile has no zone. */
    public boolean holds(Condition condition, Instant now) {
        return condition.test(new AsOf(this, now, null));
    }

    /**
     * The profile at one time.
     *
     * @param profile the profile
     * @param now the time
     * @param otherwise the zone of who asks, or null for UTC
     */
    private record AsOf(PlainProfile profile, Instant now, ZoneId otherwise) implements Facts {

        @Override
        public ZoneId zone() {
            ZoneId asking = otherwise == null ? ZoneOffset.UTC : otherwise;
            try {
                return profile.traits().get("timezone") instanceof String name ? ZoneId.of(name) : asking;
            } catch (DateTimeException e) {
                return asking;
            }
        }

        @Override
        public Map<String, Object> values(Source source) {
            return source == Source.TRAIT ? profile.traits() : Map.of();
        }

        @Override
        public boolean inSegment(String segment) {
            return profile.in(segment, now);
        }

        @Override
        public boolean consented(String channel, String purpose) {
            return Consents.granted(profile.consents(), channel, purpose);
        }

        @Override
        public long eventCount(EventCount asked) {
            return profile.occurrences().stream()
                    .filter(occurrence -> occurrence.isA(asked, zone()) && occurrence.isWithin(asked, now, zone()))
                    .count();
        }
    }

    /**
     * What a {@code where} asks.
     *
     * @param occurrence the event
     * @param zone of the profile
     */
    private record OfEvent(Occurrence occurrence, ZoneId zone) implements Facts {

        @Override
        public Instant now() {
            return occurrence.received();
        }

        @Override
        public Map<String, Object> values(Source source) {
            return source == Source.PROPERTY ? occurrence.properties() : Map.of();
        }

        @Override
        public Object value(Source source, Path path) {
            Object value = path.in(values(source));
            return value == null
                            && path.tail() != null
                            && path.segments().getFirst().equals("event")
                    ? path.tail().in(values(source))
                    : value;
        }
    }
}
