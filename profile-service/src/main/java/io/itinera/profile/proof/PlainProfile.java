package io.itinera.profile.proof;

import io.itinera.conditions.Condition;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.contracts.Consents;
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
 * @param definitions conditions by segment key
 */
public record PlainProfile(
        Map<String, Object> traits,
        Map<String, Boolean> consents,
        List<Occurrence> occurrences,
        Map<String, Condition> definitions) {

    /**
     * Something that the profile did.
     *
     * @param name event, page or screen
     * @param at when it happened, not later than when it came in
     * @param received when it came in
     * @param properties as sent
     */
    public record Occurrence(String name, Instant at, Instant received, Map<String, Object> properties) {}

    /** Whether the profile is in the segment at that time. A segment that is not known has nobody. */
    public boolean in(String segment, Instant now) {
        Condition condition = definitions.get(segment);
        return condition != null && holds(condition, now);
    }

    /** Whether a condition holds at that time. */
    public boolean holds(Condition condition, Instant now) {
        return condition.test(new AsOf(this, now));
    }

    /**
     * The profile at one time.
     *
     * @param profile the profile
     * @param now the time
     */
    private record AsOf(PlainProfile profile, Instant now) implements Facts {

        @Override
        public ZoneId zone() {
            try {
                return profile.traits().get("timezone") instanceof String name ? ZoneId.of(name) : ZoneOffset.UTC;
            } catch (DateTimeException e) {
                return ZoneOffset.UTC;
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
                    .filter(occurrence -> occurrence.name().equals(asked.event()))
                    .filter(occurrence -> asked.within() == null
                            || asked.within().after(occurrence.at(), zone()).isAfter(now))
                    .filter(occurrence -> asked.where() == null || asked.where().test(new OfEvent(occurrence, zone())))
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
