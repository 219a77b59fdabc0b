package io.itinera.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One entry of a profile's single ordered life: the value on {@link Topics#ACTIVITY}, keyed by profile id.
 *
 * @param id unique within the profile: the event's message id, or a message's id and status
 * @param profileId whose life it is
 * @param at logical time, equal to the record's Kafka timestamp: when the suite received what caused it
 * @param cause what happened
 * @param traits the profile's traits after it, nested values kept
 * @param computed computed traits after it
 * @param consents what the customer agreed to and refused, see {@link Consents}
 * @param segments keys of the segments that the profile is in after it
 * @param segmentChanges memberships that it changed
 */
public record Activity(
        String id,
        String profileId,
        Instant at,
        Cause cause,
        Map<String, Object> traits,
        Map<String, Object> computed,
        Map<String, Boolean> consents,
        Set<String> segments,
        List<SegmentChange> segmentChanges) {

    public Activity {
        traits = traits == null ? Map.of() : traits;
        computed = computed == null ? Map.of() : computed;
        consents = consents == null ? Map.of() : consents;
        segments = segments == null ? Set.of() : segments;
        segmentChanges = segmentChanges == null ? List.of() : segmentChanges;
    }

    /**
     * Whether somebody may enter a journey, or go on in one, by it. Not by an event whose context says {@code itinera: {journeys: false}},
     * as that of one does which was brought back long after: it is for the record.
     */
    public boolean movesJourneys() {
        return !(cause instanceof Tracked tracked) || tracked.movesJourneys();
    }

    /** What happened to the profile. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Tracked.class, name = "tracked"),
        @JsonSubTypes.Type(value = MessageChanged.class, name = "message"),
        @JsonSubTypes.Type(value = MergedAway.class, name = "mergedAway"),
        @JsonSubTypes.Type(value = MergedIn.class, name = "mergedIn"),
        @JsonSubTypes.Type(value = ConsentChanged.class, name = "consent"),
        @JsonSubTypes.Type(value = SegmentsChanged.class, name = "segments")
    })
    public sealed interface Cause {}

    /**
     * The customer did something.
     *
     * @param type the tracking call
     * @param name event name of a track, else page or screen name, else null
     * @param properties as sent
     * @param context as sent
     * @param occurredAt when it happened, corrected for the sender's clock
     * @param source name of the write key
     */
    public record Tracked(
            EventType type,
            String name,
            Map<String, Object> properties,
            Map<String, Object> context,
            Instant occurredAt,
            String source)
            implements Cause {
        public Tracked {
            properties = properties == null ? Map.of() : properties;
            context = context == null ? Map.of() : context;
        }

        private boolean movesJourneys() {
            return !(context.get(SourceEvent.OWN_CONTEXT) instanceof Map<?, ?> own
                    && Boolean.FALSE.equals(own.get(SourceEvent.JOURNEYS)));
        }
    }

    /** A message to the customer was sent, opened, clicked, suppressed and so on. */
    public record MessageChanged(MessageOutcome outcome) implements Cause {}

    /** This profile is over: its state, journeys and waits move to profile {@code into}. Last entry of its life. */
    public record MergedAway(String into) implements Cause {}

    /** Profile {@code from} became part of this one. */
    public record MergedIn(String from) implements Cause {}

    /**
     * The customer agreed or refused.
     *
     * @param changed the answers that are new or other than before, as in {@link Activity#consents()}
     */
    public record ConsentChanged(Map<String, Boolean> changed) implements Cause {
        public ConsentChanged {
            changed = changed == null ? Map.of() : changed;
        }
    }

    /**
     * Memberships changed without anything that the customer did.
     *
     * @param why what changed them
     */
    public record SegmentsChanged(Why why) implements Cause {

        /** What changes a membership without an event. */
        public enum Why {
            /** Time passed; the entry's time is when the membership changed. */
            TIME,
            /** A new segment was filled with the profiles that it holds for. */
            BACKFILL,
            /** A segment's definition was changed, or the segment removed. */
            DEFINITION,
            /** An identifier came to the profile or left it, with what it had brought. */
            IDENTITY;

            private final String wire = name().toLowerCase(Locale.ROOT);

            /** The lower-case name used in JSON. */
            @JsonValue
            public String wire() {
                return wire;
            }

            /**
             * @param wire a lower-case name
             * @throws IllegalArgumentException when there is no such reason
             */
            @JsonCreator
            public static Why of(String wire) {
                return valueOf(wire.toUpperCase(Locale.ROOT));
            }
        }
    }

    /**
     * The profile entered or left a segment.
     *
     * @param segment key of the segment
     * @param entered true when it entered, false when it left
     * @param backfilled true when the definition is new and not the membership: nothing happened to the customer
     */
    public record SegmentChange(
            String segment,
            boolean entered,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean backfilled) {

        /** A change that something in the customer's life made. */
        public SegmentChange(String segment, boolean entered) {
            this(segment, entered, false);
        }
    }
}
